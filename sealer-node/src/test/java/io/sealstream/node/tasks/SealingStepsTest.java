package io.sealstream.node.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.FailureLevel;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Task;
import io.sealstream.node.domain.Work;
import io.sealstream.node.fixture.StepLog;
import io.sealstream.node.fixture.TestNode;
import io.sealstream.node.fixture.TestTasks;
import io.sealstream.node.stores.DurableFiles;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.scripted.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingStepsTest {
    private static final SectorId SECTOR = new SectorId(TestTasks.MINER, 17);

    @TempDir
    Path home;
    private final StepLog log = new StepLog();
    private TestNode node;

    @BeforeEach
    void open() throws Exception {
        node = new TestNode(home, log.engine());
    }

    @AfterEach
    void close() throws Exception {
        node.close();
    }

    @Test
    void shouldStageZerosWithTheirKnownCommitment() throws Exception {
        Outcome outcome = node.run(TestTasks.prepare(17));

        assertThat(outcome).isEqualTo(new Outcome.Prepared(List.of(), TestTasks.COMM_D));
        assertThat(node.scratch(17).staged()).hasSize(2048);
    }

    @Test
    void shouldRefuseDealDataItHasNoSourceFor() throws Exception {
        Task task = new Task("f01000/17/PREPARE/1", 1, TestNode.NAME, TestTasks.MINER, new Work.Prepare(17, TestTasks.TYPE,
                TestNode.SCRATCH, List.of(new Work.Piece(TestTasks.COMM_D, 2048))));

        assertFailed(node.run(task), FailureLevel.PERMANENT, "deal data");
    }

    @Test
    void shouldSealAndTryThatTheSectorCanBeProven() throws Exception {
        node.run(TestTasks.prepare(17));

        Outcome outcome = node.run(TestTasks.seal(17));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Sealed.class, sealed -> {
            assertThat(sealed.commD()).isEqualTo(TestTasks.COMM_D);
            assertThat(sealed.commR().isSealed()).isTrue();
            assertThat(sealed.times()).extracting(Outcome.StageTime::stage).contains(Stage.PC1, Stage.PC2, Stage.C1);
        });
        assertThat(log.calls()).containsExactly(Step.PRE_COMMIT1, Step.PRE_COMMIT2, Step.COMMIT1);
    }

    @Test
    void shouldWipeTheCacheOfAnotherTicket() throws Exception {
        Cid first = node.sealed(17);
        Files.writeString(node.scratch(17).cache().resolve("remains"), "of the former sealing");

        Outcome outcome = node.run(TestTasks.seal(17, TestTasks.filled(12)));

        assertThat(((Outcome.Sealed) outcome).commR()).isNotEqualTo(first);
        assertThat(node.scratch(17).cache().resolve("remains")).doesNotExist();
    }

    @Test
    void shouldNotSealTwiceWhatIsSealed() throws Exception {
        Cid first = node.sealed(17);
        log.calls().clear();

        Outcome again = node.run(TestTasks.seal(17));

        assertThat(((Outcome.Sealed) again).commR()).isEqualTo(first);
        assertThat(log.calls()).containsExactly(Step.COMMIT1);
    }

    @Test
    void shouldFailTemporarilyOnAFullDiskAndGoOnAfterwards() throws Exception {
        node.run(TestTasks.prepare(17));
        node.space().set(100);

        assertFailed(node.run(TestTasks.seal(17)), FailureLevel.TEMPORARY, "is full");
        node.space().set(1L << 40);

        assertThat(node.run(TestTasks.seal(17))).isInstanceOf(Outcome.Sealed.class);
    }

    @Test
    void shouldGoOnFromItsCheckpointWhenAnEngineDies() throws Exception {
        node.run(TestTasks.prepare(17));
        log.script().fails(Step.PRE_COMMIT2, Code.ENGINE_LOST);

        assertThat(node.run(TestTasks.seal(17))).isInstanceOf(Outcome.Sealed.class);
        assertThat(log.calls()).containsExactly(Step.PRE_COMMIT1, Step.PRE_COMMIT2, Step.PRE_COMMIT2, Step.COMMIT1);
    }

    @Test
    void shouldReportAFailureWithItsLevel() throws Exception {
        node.run(TestTasks.prepare(17));
        log.script().fails(Step.PRE_COMMIT1, Code.PARAMETERS);

        assertFailed(node.run(TestTasks.seal(17)), FailureLevel.CRITICAL, "PRE_COMMIT1");
    }

    @Test
    void shouldPersistWhatProvingNeedsAndKeepScratch() throws Exception {
        Cid commR = node.sealed(17);

        Outcome outcome = node.run(TestTasks.persist(17, commR));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Persisted.class,
                done -> assertThat(done.store()).isEqualTo(TestNode.LONG_TERM));
        assertThat(node.longTerm().sealed(SECTOR)).hasSameBinaryContentAs(node.scratch(17).sealed());
        assertThat(node.longTerm().cache(SECTOR)).isDirectoryContaining("glob:**/p_aux").isDirectoryContaining("glob:**/t_aux")
                .isDirectoryContaining("glob:**/sc-02-data-tree-r-last.dat").isDirectoryNotContaining("glob:**/*layer*");
        assertThat(node.longTerm().sealed(SECTOR)).hasParentRaw(home.resolve("long-term/sealed")).hasFileName("s-t01000-17");
        assertThat(node.scratch(17).cache().resolve("sc-02-data-layer-1.dat")).exists();
        assertThat(log.calls()).endsWith(Step.CHALLENGES, Step.VANILLA_PROOF);
    }

    @Test
    void shouldCopyAgainWhatACrashCutShort() throws Exception {
        Cid commR = node.sealed(17);
        Files.createDirectories(node.longTerm().cache(SECTOR));
        Files.writeString(node.longTerm().cache(SECTOR).resolve("p_aux"), "half");

        assertThat(node.run(TestTasks.persist(17, commR))).isInstanceOf(Outcome.Persisted.class);
    }

    @Test
    void shouldNotTakeADamagedStoredCopyForGood() throws Exception {
        Cid commR = node.persisted(17);
        Files.write(node.longTerm().sealed(SECTOR), new byte[2048]);

        assertFailed(node.run(TestTasks.persist(17, commR)), FailureLevel.CRITICAL, "differs");
        assertThat(node.scratch(17).sealed()).exists();
    }

    @Test
    void shouldWaitForRoomInLongTermStorage() throws Exception {
        Cid commR = node.sealed(17);
        node.space().set(0);

        assertFailed(node.run(TestTasks.persist(17, commR)), FailureLevel.TEMPORARY, "bytes free");
    }

    @Test
    void shouldProveAndVerify() throws Exception {
        Cid commR = node.sealed(17);
        log.calls().clear();

        Outcome outcome = node.run(TestTasks.prove(17, commR));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Proved.class, proved -> {
            assertThat(proved.proof().length()).isEqualTo(192);
            assertThat(proved.seedEpoch().value()).isEqualTo(200);
        });
        assertThat(log.calls()).containsExactly(Step.COMMIT1, Step.COMMIT2, Step.VERIFY_SEAL);
    }

    @Test
    @DisplayName("case 5: scratch is wiped before the precommit")
    void shouldSealFromTheBeginningWhenScratchIsGone() throws Exception {
        Cid first = node.sealed(17);
        DurableFiles.deleteTree(node.scratch(17).folder());
        log.calls().clear();

        Outcome again = node.run(TestTasks.seal(17));

        assertThat(((Outcome.Sealed) again).commR()).isEqualTo(first);
        assertThat(log.calls()).containsExactly(Step.PRE_COMMIT1, Step.PRE_COMMIT2, Step.COMMIT1);
    }

    @Test
    @DisplayName("case 6: scratch is wiped after the precommit")
    void shouldSealAgainWithTheSameTicketBeforeItProves() throws Exception {
        Cid commR = node.sealed(17);
        DurableFiles.deleteTree(node.scratch(17).folder());
        log.calls().clear();

        assertThat(node.run(TestTasks.prove(17, commR))).isInstanceOf(Outcome.Proved.class);

        assertThat(log.calls()).startsWith(Step.PRE_COMMIT1, Step.PRE_COMMIT2).endsWith(Step.COMMIT2, Step.VERIFY_SEAL);
    }

    @Test
    @DisplayName("case 2, 6: sealing again gives another CommR")
    void shouldSetASectorAsideWhoseReplicaIsAnotherOne() throws Exception {
        node.run(TestTasks.prepare(17));
        Cid other = ((Outcome.Sealed) node.run(TestTasks.seal(17, TestTasks.filled(12)))).commR();
        DurableFiles.deleteTree(node.scratch(17).folder());

        assertFailed(node.run(TestTasks.prove(17, other)), FailureLevel.CRITICAL, "deposit is lost");
    }

    @Test
    void shouldNeverReportAProofThatDoesNotVerify() throws Exception {
        Cid commR = node.sealed(17);
        log.script().wrongSealProofs(1);

        assertFailed(node.run(TestTasks.prove(17, commR)), FailureLevel.TEMPORARY, "does not verify");
        log.calls().clear();

        assertThat(node.run(TestTasks.prove(17, commR))).isInstanceOf(Outcome.Proved.class);
        assertThat(log.calls()).as("C1 is made again too").startsWith(Step.COMMIT1);
    }

    @Test
    void shouldNotProveASectorSealedWithAnotherTicket() throws Exception {
        node.run(TestTasks.prepare(17));
        Cid commR = ((Outcome.Sealed) node.run(TestTasks.seal(17, TestTasks.filled(12)))).commR();

        assertFailed(node.run(TestTasks.prove(17, commR)), FailureLevel.PERMANENT, "another ticket");
    }

    @Test
    void shouldFreeScratchOnlyWithAGoodCopyInLongTermStorage() throws Exception {
        Cid commR = node.sealed(17);

        assertFailed(node.run(TestTasks.finish(17, commR)), FailureLevel.PERMANENT, "scratch files are kept");
        assertThat(node.scratch(17).sealed()).exists();
        node.run(TestTasks.persist(17, commR));

        assertThat(node.run(TestTasks.finish(17, commR))).isEqualTo(new Outcome.Finalized());
        assertThat(node.scratch(17).folder()).doesNotExist();
        assertThat(node.longTerm().holds(SECTOR)).isTrue();
        assertThat(node.journal().checkpoint(SECTOR, Stage.PC2)).isEmpty();
    }

    @Test
    void shouldKeepScratchWhenTheStoredCopyIsDamaged() throws Exception {
        Cid commR = node.persisted(17);
        Files.write(node.longTerm().sealed(SECTOR), new byte[2048]);

        assertThat(node.run(TestTasks.finish(17, commR))).isInstanceOf(Outcome.Failed.class);
        assertThat(node.scratch(17).sealed()).exists();
    }

    @Test
    void shouldFinalizeTwiceWithTheSameResult() throws Exception {
        Cid commR = node.persisted(17);
        node.run(TestTasks.finish(17, commR));

        assertThat(node.run(TestTasks.finish(17, commR))).isEqualTo(new Outcome.Finalized());
    }

    static void assertFailed(Outcome outcome, FailureLevel level, String words) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.level()).isEqualTo(level);
            assertThat(failed.reason()).contains(words);
        });
    }
}
