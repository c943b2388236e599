package io.sealstream.proofs.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealstream.proofs.Aggregation.NonInteractiveAggregate;
import io.sealstream.proofs.Aggregation.NonInteractiveSector;
import io.sealstream.proofs.Aggregation.ProvenSeals;
import io.sealstream.proofs.Aggregation.SealAggregate;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.NonInteractiveProofType;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.Proving.WinningPoStStatement;
import io.sealstream.proofs.ReplicaUpdate;
import io.sealstream.proofs.Sealing.Commit1;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.UpdateProofType;
import io.sealstream.proofs.WinningPoStProofType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedProofEngineTest implements ProofEngineContract, VerifierContract {
    private final List<Duration> pauses = new ArrayList<>();
    private final Script script = new Script(pauses::add);
    private final ScriptedProofEngine engine = new ScriptedProofEngine(script);

    @Override
    public ProofEngine engine() {
        return engine;
    }

    @Override
    public ProvenSeal provenSeal() {
        SealStatement statement = statement(7);
        return new ProvenSeal(statement, ScriptedProofs.sealProof(statement));
    }

    @Override
    public ProvenWindow provenWindow() {
        List<PublicSector> sectors = List.of(new PublicSector(1, RANDOMNESS), new PublicSector(2, RANDOMNESS));
        return new ProvenWindow(SCOPE, sectors, ScriptedProofs.windowPoSt(SCOPE, sectors));
    }

    @Override
    public ProvenSeals provenSeals() {
        List<SealStatement> members = List.of(statement(7), statement(8), statement(9), statement(10));
        return new ProvenSeals(new SealAggregate(members), members.stream().map(ScriptedProofs::sealProof).toList());
    }

    @Override
    public Proven<SealAggregate> provenAggregate() {
        SealAggregate statement = provenSeals().statement();
        return new Proven<>(statement, ScriptedProofs.aggregate(statement));
    }

    @Override
    public Proven<ReplicaUpdate> provenUpdate() {
        ReplicaUpdate update = new ReplicaUpdate(UpdateProofType.STACKED_2KIB, RANDOMNESS, TestSector.flipped(RANDOMNESS, 1),
                RANDOMNESS);
        return new Proven<>(update, ScriptedProofEngine.proofOf(update));
    }

    @Override
    public Proven<WinningPoStStatement> provenWinning() {
        WinningPoStStatement winning = new WinningPoStStatement(WinningPoStProofType.STACKED_2KIB, SCOPE.proverId(), RANDOMNESS,
                new PublicSector(7, RANDOMNESS));
        return new Proven<>(winning, ScriptedProofEngine.proofOf(winning));
    }

    @Test
    void shouldVerifyANonInteractiveAggregateAndNothingElse() throws ProofException {
        NonInteractiveSector first = new NonInteractiveSector(7, RANDOMNESS, new Commitments(RANDOMNESS, RANDOMNESS));
        NonInteractiveSector second = new NonInteractiveSector(8, RANDOMNESS, first.commitments());
        NonInteractiveAggregate statement = nonInteractive(first, second);
        Bytes proof = ScriptedProofEngine.proofOf(statement);

        assertThat(engine.verifyNonInteractive(statement, proof)).isTrue();
        assertThat(engine.verifyNonInteractive(statement, TestSector.flipped(proof, 9))).isFalse();
        assertThat(engine.verifyNonInteractive(nonInteractive(second, first), proof)).isFalse();
        assertThat(engine.verifyNonInteractive(nonInteractive(first), proof)).isFalse();
    }

    private static NonInteractiveAggregate nonInteractive(NonInteractiveSector... sectors) {
        return new NonInteractiveAggregate(NonInteractiveProofType.STACKED_2KIB, SCOPE.proverId(), List.of(sectors));
    }

    private static SealStatement statement(long number) {
        var seal = new io.sealstream.proofs.Sealing.SectorSeal(TYPE, SCOPE.proverId(), number, RANDOMNESS);
        return new SealStatement(seal, RANDOMNESS, new Commitments(RANDOMNESS, RANDOMNESS));
    }

    @Test
    void shouldProveWhatItSealed(@TempDir Path home) throws ProofException, IOException {
        TestSector sector = TestSector.empty(home, 7);
        Commitments commitments = sector.preCommit(engine);
        var phase1 = engine.commit1(new Commit1(sector.seal(), sector.files(), sector.seed(), commitments, sector.pieces()));

        Bytes proof = engine.commit2(sector.seal(), phase1);

        assertThat(proof.size()).isEqualTo(TYPE.proofSize());
        assertThat(engine.verifySeal(new SealStatement(sector.seal(), sector.seed(), commitments), proof)).isTrue();
    }

    @Test
    void shouldMakeWrongProofsOnDemand(@TempDir Path home) throws ProofException, IOException {
        script.wrongSealProofs(1);
        TestSector sector = TestSector.empty(home, 7);
        Commitments commitments = sector.preCommit(engine);
        var phase1 = engine.commit1(new Commit1(sector.seal(), sector.files(), sector.seed(), commitments, sector.pieces()));
        SealStatement statement = new SealStatement(sector.seal(), sector.seed(), commitments);

        assertThat(engine.verifySeal(statement, engine.commit2(sector.seal(), phase1))).isFalse();
        assertThat(engine.verifySeal(statement, engine.commit2(sector.seal(), phase1))).isTrue();
    }

    @Test
    void shouldFailOnDemandAndThenWork() throws ProofException {
        script.fails(Step.CHALLENGES, Code.PANIC).takes(Step.CHALLENGES, Duration.ofMinutes(3));

        ProofException failure = catchThrowableOfType(ProofException.class,
                () -> engine.windowPoStChallenges(SCOPE, List.of(1L)));

        assertThat(failure.code()).isEqualTo(Code.PANIC);
        assertThat(engine.windowPoStChallenges(SCOPE, List.of(1L))).hasSize(1);
        assertThat(pauses).containsExactly(Duration.ofMinutes(3), Duration.ofMinutes(3));
    }
}
