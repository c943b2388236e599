package io.sealstream.node.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.FailureLevel;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.fixture.StepLog;
import io.sealstream.node.fixture.TestNode;
import io.sealstream.node.fixture.TestTasks;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.scripted.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowPoStStepTest {
    @TempDir
    Path home;
    private final StepLog log = new StepLog();
    private TestNode node;
    private Cid first;
    private Cid second;

    @BeforeEach
    void open() throws Exception {
        node = new TestNode(home, log.engine());
        first = node.persisted(17);
        second = node.persisted(18);
        log.calls().clear();
    }

    @AfterEach
    void close() throws Exception {
        node.close();
    }

    private Outcome prove() throws Exception {
        return node.run(TestTasks.windowPoSt(TestTasks.proven(17, first), TestTasks.proven(18, second)));
    }

    @Test
    void shouldProveAndVerifyAPartition() throws Exception {
        assertThat(prove()).isInstanceOfSatisfying(Outcome.PartitionProved.class, done -> {
            assertThat(done.proof().length()).isEqualTo(192);
            assertThat(done.skipped()).isEmpty();
        });
        assertThat(log.calls()).endsWith(Step.WINDOW_POST, Step.VERIFY_WINDOW_POST);
    }

    @Test
    void shouldSkipASectorThatNoStoreHolds() throws Exception {
        Outcome outcome = node.run(TestTasks.windowPoSt(TestTasks.proven(17, first), TestTasks.proven(19, second)));

        assertSkipped(outcome, 19, "no store");
    }

    @Test
    void shouldSkipASectorWhoseFilesAreDamaged() throws Exception {
        Files.write(node.longTerm().sealed(new SectorId(TestTasks.MINER, 18)), new byte[2048]);

        assertSkipped(prove(), 18, "CommR");
    }

    @Test
    void shouldSkipASectorWhoseVanillaProofDoesNotHold() throws Exception {
        log.script().faultySector(17);

        assertSkipped(prove(), 17, "does not hold");
    }

    @Test
    void shouldAnswerWithoutProofWhenEverySectorIsSkipped() throws Exception {
        log.script().faultySector(17).faultySector(18);

        assertThat(prove()).isInstanceOfSatisfying(Outcome.PartitionProved.class, done -> {
            assertThat(done.proof().isEmpty()).isTrue();
            assertThat(done.skipped()).hasSize(2);
        });
    }

    @Test
    void shouldMakeAProofAgainThatDoesNotVerify() throws Exception {
        log.script().wrongWindowPoSts(3);

        assertThat(prove()).isInstanceOf(Outcome.PartitionProved.class);
        assertThat(Collections.frequency(log.calls(), Step.VERIFY_WINDOW_POST)).isEqualTo(4);
    }

    @Test
    void shouldGiveUpAProofThatNeverVerifies() throws Exception {
        log.script().wrongWindowPoSts(100);

        SealingStepsTest.assertFailed(prove(), FailureLevel.TEMPORARY, "never verified");
    }

    @Test
    void shouldSurviveADyingEngine() throws Exception {
        log.script().fails(Step.WINDOW_POST, Code.ENGINE_LOST).fails(Step.WINDOW_POST, Code.PANIC);

        assertThat(prove()).isInstanceOf(Outcome.PartitionProved.class);
    }

    @Test
    void shouldSkipASectorWhoseDiskHangs() throws Exception {
        node.close();
        node = new TestNode(home, log.engine(), Duration.ofMillis(50));
        log.hangsIn(Step.VANILLA_PROOF);

        assertThat(node.run(TestTasks.windowPoSt(TestTasks.proven(17, first)))).isInstanceOfSatisfying(
                Outcome.PartitionProved.class,
                done -> assertThat(done.skipped()).singleElement()
                        .satisfies(skipped -> assertThat(skipped.reason()).contains("50 ms")));
    }

    private static void assertSkipped(Outcome outcome, long number, String reason) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.PartitionProved.class, done -> {
            assertThat(done.proof().isEmpty()).isFalse();
            assertThat(done.skipped()).singleElement().satisfies(skipped -> {
                assertThat(skipped.number()).isEqualTo(number);
                assertThat(skipped.reason()).contains(reason);
            });
        });
    }
}
