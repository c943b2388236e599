package io.sealstream.proofs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealstream.proofs.Aggregation.ProvenSeals;
import io.sealstream.proofs.Aggregation.SealAggregate;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.Proving.VanillaProof;
import io.sealstream.proofs.Proving.WindowPoStResult;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.Sealing.Commit1;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.params.DevParameters;
import io.sealstream.proofs.params.ParameterCheck;
import io.sealstream.proofs.params.ParameterList;
import io.sealstream.proofs.scripted.ProofEngineContract;
import io.sealstream.proofs.scripted.TestSector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sector from its first byte to its WindowPoSt with real SNARKs, where the dev network's parameters have been made. */
class RealProofsTest {
    private static final Path PARAMETERS = DevParameters.directory(System.getenv());
    private static final int CORES = 2;

    @TempDir
    private Path home;

    private static void requireParameters(SealProofType type) throws ProofException {
        try (ParameterEngine engine = ParameterEngine.inProcess()) {
            List<ParameterCheck.Finding> findings = new ParameterCheck(engine, PARAMETERS)
                    .check(ParameterList.devnet(Set.of(type.sectorSize())));
            assumeTrue(findings.isEmpty(), () -> "SKIPPED: real C2 and WindowPoSt of " + type + " are not tested, because "
                    + PARAMETERS + " does not hold the dev network's parameters for them; 'sealer-node params make --sector-size "
                    + "SIZE' makes them: " + findings);
        }
    }

    private ProofEngine start(EngineKind kind) {
        return ProofEngines.process(kind, new EngineSettings(PARAMETERS, home.resolve(kind.word()), CORES));
    }

    @ParameterizedTest
    @EnumSource(names = { "STACKED_2KIB_V1_1", "STACKED_8MIB_V1_1"})
    void shouldProveASealAndAWindowPoSt(SealProofType type) throws ProofException, IOException {
        requireParameters(type);
        try (ProofEngine engine = start(EngineKind.SEAL); ProofEngine c2 = start(EngineKind.C2)) {
            TestSector sector = empty(engine, type);
            Commitments commitments = sector.preCommit(engine);
            var phase1 = engine
                    .commit1(new Commit1(sector.seal(), sector.files(), sector.seed(), commitments, sector.pieces()));

            Bytes proof = c2.commit2(sector.seal(), phase1);

            SealStatement statement = new SealStatement(sector.seal(), sector.seed(), commitments);
            assertThat(proof.size()).isEqualTo(type.proofSize());
            assertThat(engine.verifySeal(statement, proof)).isTrue();
            assertThat(engine.verifySeal(statement, TestSector.flipped(proof, 60))).isFalse();
            aggregate(engine, statement, proof);
            proveWindow(engine, sector, commitments);
        }
    }

    private TestSector empty(ProofEngine engine, SealProofType type) throws ProofException, IOException {
        long size = type.unpaddedSectorSize();
        Path zeros = Files.write(home.resolve("zeros"), new byte[(int) size]);
        return TestSector.empty(home.resolve("sector"), 42, type, engine.pieceCommitment(type, zeros, size));
    }

    /** With the SRS of the dev network. */
    private static void aggregate(ProofEngine engine, SealStatement statement, Bytes proof) throws ProofException {
        SealAggregate members = new SealAggregate(List.of(statement, statement));
        Bytes aggregate = engine.aggregateSeals(new ProvenSeals(members, List.of(proof, proof)));
        assertThat(engine.verifyAggregate(members, aggregate)).isTrue();
        assertThat(engine.verifyAggregate(new SealAggregate(List.of(statement)), aggregate)).isFalse();
    }

    private void proveWindow(ProofEngine engine, TestSector sector, Commitments commitments) throws ProofException {
        PoStScope scope = new PoStScope(sector.seal().type().windowPoSt(), sector.seal().proverId(),
                ProofEngineContract.RANDOMNESS);
        List<Long> challenges = engine.windowPoStChallenges(scope, List.of(42L)).getFirst().challenges();
        VanillaProof vanilla = engine.vanillaProof(scope.type(), sector.stored(commitments), challenges);
        try (ProofEngine post = start(EngineKind.POST)) {
            Bytes proof = ((WindowPoStResult.Proof) post.windowPoSt(scope, List.of(vanilla))).proof();

            List<PublicSector> sectors = List.of(new PublicSector(42, commitments.commR()));
            assertThat(proof.size()).isEqualTo(scope.type().proofSize(1));
            assertThat(engine.verifyWindowPoSt(scope, sectors, proof)).isTrue();
            assertThat(engine.verifyWindowPoSt(scope, sectors, TestSector.flipped(proof, 60))).isFalse();
        }
    }
}
