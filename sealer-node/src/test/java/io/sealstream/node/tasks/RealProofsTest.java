package io.sealstream.node.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.FailureLevel;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Outcome.RefusedMember;
import io.sealstream.node.domain.Outcome.SkippedSector;
import io.sealstream.node.domain.Work.Member;
import io.sealstream.node.fixture.GoldenSeals;
import io.sealstream.node.fixture.TestNode;
import io.sealstream.node.fixture.TestTasks;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.engine.EngineKind;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.engine.ParameterEngine;
import io.sealstream.proofs.engine.ProofEngines;
import io.sealstream.proofs.params.DevParameters;
import io.sealstream.proofs.params.ParameterCheck;
import io.sealstream.proofs.params.ParameterList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A 2 KiB sector with the real library; what needs proof parameters is skipped where they have not been made. */
class RealProofsTest {
    private static final SectorId SECTOR = new SectorId(TestTasks.MINER, 17);

    @TempDir
    Path home;

    @Test
    void shouldSealPersistAndReadBackWithTheRealLibrary() throws Exception {
        try (ProofEngine engine = ProofEngines.inProcess(); TestNode node = new TestNode(home, engine)) {
            Cid commR = node.sealed(17);

            Outcome persisted = node.run(TestTasks.persist(17, commR));
            assertThat(persisted).isInstanceOf(Outcome.Persisted.class);
            assertThat(((Outcome.Sealed) node.run(TestTasks.seal(17))).commR()).as("from its checkpoint").isEqualTo(commR);

            Files.write(node.longTerm().sealed(SECTOR), new byte[2048]);
            assertThat(node.run(TestTasks.finish(17, commR))).as("the stored copy does not open to CommR any more")
                    .isInstanceOf(Outcome.Failed.class);
            assertThat(node.scratch(17).sealed()).exists();
        }
    }

    /** A minute or more of CPU; every devnet run does the same, so it runs here only when asked for. */
    @Test
    @EnabledIfSystemProperty(named = "test.proofs", matches = "true")
    void shouldProveTheSectorAndItsPartitionWithTheRealLibrary() throws Exception {
        Path parameters = DevParameters.directory(System.getenv());
        EngineSettings settings = new EngineSettings(parameters, home.resolve("engines"),
                Runtime.getRuntime().availableProcessors());
        assumeThat(complete(settings))
                .as("parameters of the dev network in %s; make them with 'sealer-node params make'", parameters)
                .isTrue();
        try (Engines engines = new Engines(group(EngineKind.SEAL, settings), group(EngineKind.C2, settings),
                group(EngineKind.POST, settings)); TestNode node = new TestNode(home, engines, Duration.ofSeconds(60))) {
            Cid commR = node.persisted(17);

            assertThat(node.run(TestTasks.prove(17, commR))).isInstanceOfSatisfying(Outcome.Proved.class,
                    proved -> assertThat(proved.proof().length()).isEqualTo(192));
            assertThat(node.run(TestTasks.windowPoSt(TestTasks.proven(17, commR), TestTasks.proven(18, commR))))
                    .isInstanceOfSatisfying(Outcome.PartitionProved.class, done -> {
                        assertThat(done.proof().length()).isEqualTo(192);
                        assertThat(done.skipped()).extracting(SkippedSector::number).containsExactly(18L);
                    });
            assertThat(node.run(TestTasks.finish(17, commR))).isEqualTo(new Outcome.Finalized());
        }
    }

    /** The proofs were made elsewhere; aggregating them takes seconds. */
    @Test
    void shouldAggregateWithTheRealLibrary() throws Exception {
        Path parameters = GoldenSeals.copyKeys(Files.createDirectory(home.resolve("keys")));
        List<Member> members = GoldenSeals.members();
        Member wrong = members.get(2);
        try (ProofEngine engine = ProofEngines.process(EngineKind.C2, new EngineSettings(parameters, home.resolve("engine"), 1));
                TestNode node = new TestNode(home, engine)) {
            assertThat(node.run(TestTasks.aggregate(members.toArray(Member[]::new)))).isInstanceOfSatisfying(
                    Outcome.Aggregated.class, done -> {
                        assertThat(done.aggregate().length()).isEqualTo(8212);
                        assertThat(done.refused()).isEmpty();
                    });
            assertThat(node.run(TestTasks.aggregate(members.get(0), members.get(1), new Member(wrong.number(), wrong.commR(),
                    wrong.commD(), wrong.ticket(), wrong.seed(), members.get(0).proof()))))
                    .isInstanceOfSatisfying(Outcome.Aggregated.class, done -> {
                        assertThat(done.aggregate().isEmpty()).isTrue();
                        assertThat(done.refused()).extracting(RefusedMember::number).containsExactly(wrong.number());
                    });
            Files.delete(parameters.resolve(GoldenSeals.SRS));
            SealingStepsTest.assertFailed(node.run(TestTasks.aggregate(members.toArray(Member[]::new))), FailureLevel.CRITICAL,
                    parameters.resolve(GoldenSeals.SRS) + " is missing");
        }
    }

    private static boolean complete(EngineSettings settings) throws Exception {
        try (ParameterEngine engine = ParameterEngine.process(settings)) {
            return new ParameterCheck(engine, settings.parameterCache()).check(ParameterList.devnet()).isEmpty();
        }
    }

    private static EngineGroup group(EngineKind kind, EngineSettings settings) {
        return new EngineGroup(1, () -> ProofEngines.process(kind, settings));
    }
}
