package io.sealstream.proofs.engine;

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
import io.sealstream.proofs.ProverId;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.Proving.WinningPoStStatement;
import io.sealstream.proofs.ReplicaUpdate;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.scripted.ProofEngineContract;
import io.sealstream.proofs.scripted.TestSector;
import io.sealstream.proofs.scripted.VerifierContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real library, in a process of its own whose parameter cache holds the golden verifying keys. */
class ProcessProofEngineTest implements ProofEngineContract, VerifierContract {
    private static ProofEngine engine;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        Path keys = GoldenProofs.copyKeys("/vectors/proof-keys", Files.createDirectory(home.resolve("keys")));
        engine = ProofEngines.process(EngineKind.SEAL, new EngineSettings(keys, home.resolve("work"), 2));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Override
    public ProofEngine engine() {
        return engine;
    }

    @Override
    public ProvenSeal provenSeal() {
        return GoldenProofs.SHARED.seal("seal-3");
    }

    @Override
    public ProvenWindow provenWindow() {
        return GoldenProofs.SHARED.window("window-2-sectors");
    }

    @Override
    public ProvenSeals provenSeals() {
        return GoldenProofs.SHARED.provenSeals();
    }

    @Override
    public Proven<SealAggregate> provenAggregate() {
        return Objects.requireNonNull(GoldenProofs.SHARED.aggregates().get("aggregate-1"));
    }

    @Override
    public Proven<ReplicaUpdate> provenUpdate() {
        return Objects.requireNonNull(GoldenProofs.SHARED.updates().get("update-1"));
    }

    @Override
    public Proven<WinningPoStStatement> provenWinning() {
        return Objects.requireNonNull(GoldenProofs.SHARED.winnings().get("winning-1"));
    }

    @Test
    void shouldRefuseAGoldenSealProofWithAnyByteOfItOrOfItsStatementChanged() throws ProofException {
        Map<String, Proven<SealStatement>> seals = new LinkedHashMap<>();
        GoldenProofs.SHARED.seals().forEach((name, seal) -> seals.put(name, new Proven<>(seal.statement(), seal.proof())));

        GoldenCheck.statements(seals, engine::verifySeal, Changes::of);
        GoldenCheck.proofs(seals, engine::verifySeal);
    }

    @Test
    void shouldRefuseAGoldenAggregateWithAnyByteOfItOrOfItsMembersChanged() throws ProofException {
        GoldenCheck.statements(GoldenProofs.SHARED.aggregates(), engine::verifyAggregate, Changes::of);
        GoldenCheck.proofs(GoldenProofs.SHARED.aggregates(), engine::verifyAggregate);
    }

    @Test
    void shouldRefuseAGoldenReplicaUpdateWithAnyByteOfItOrOfItsStatementChanged() throws ProofException {
        GoldenCheck.statements(GoldenProofs.SHARED.updates(), engine::verifyReplicaUpdate, Changes::of);
        GoldenCheck.proofs(GoldenProofs.SHARED.updates(), engine::verifyReplicaUpdate);
    }

    @Test
    void shouldRefuseAGoldenWinningPoStWithAnyByteOfItOrOfItsStatementChanged() throws ProofException {
        GoldenCheck.statements(GoldenProofs.SHARED.winnings(), engine::verifyWinningPoSt, Changes::of);
        GoldenCheck.proofs(GoldenProofs.SHARED.winnings(), engine::verifyWinningPoSt);
    }

    /** The golden SRS is for eight proofs at most; the library would panic over more. */
    @Test
    void shouldSayThatTheSrsIsTooSmall() {
        SealStatement member = provenSeal().statement();
        Bytes any = provenAggregate().proof();

        ProofException failure = catchThrowableOfType(ProofException.class,
                () -> engine.verifyAggregate(new SealAggregate(Collections.nCopies(9, member)), any));

        assertThat(failure.code()).isEqualTo(Code.PARAMETERS);
        assertThat(failure).hasMessageContaining("v28-fil-inner-product-v1.srs serves aggregates of 8 proofs at most, not 16");
    }

    @Test
    void shouldRefuseMoreSectorsThanAnyAggregateHolds() {
        NonInteractiveSector sector = new NonInteractiveSector(1, RANDOMNESS, provenSeal().statement().commitments());
        NonInteractiveAggregate tooMany = new NonInteractiveAggregate(NonInteractiveProofType.STACKED_32GIB,
                ProverId.ofActor(1000), Collections.nCopies(131, sector));

        ProofException failure = catchThrowableOfType(ProofException.class,
                () -> engine.verifyNonInteractive(tooMany, provenAggregate().proof()));

        assertThat(failure.code()).isEqualTo(Code.INVALID_REQUEST);
        assertThat(failure).hasMessageContaining("1 to 130 sectors of this type, not 131");
    }

    @Test
    void shouldVerifyEveryGoldenWindowPoStAndRefuseItWithAnyByteChanged() throws ProofException {
        for (Map.Entry<String, ProvenWindow> golden : GoldenProofs.SHARED.windows().entrySet()) {
            ProvenWindow window = golden.getValue();
            assertThat(engine.verifyWindowPoSt(window.scope(), window.sectors(), window.proof())).as(golden.getKey())
                    .isTrue();
            for (int i = 0; i < window.proof().size(); i++) {
                assertThat(engine.verifyWindowPoSt(window.scope(), window.sectors(), TestSector.flipped(window.proof(), i)))
                        .as("%s with proof byte %d changed", golden.getKey(), i).isFalse();
            }
        }
    }

    @Test
    void shouldRefuseAGoldenWindowPoStForAnyOtherStatement() throws ProofException {
        ProvenWindow window = provenWindow();
        for (int i = 0; i < 32; i++) {
            PoStScope scope = new PoStScope(POST, ProverId.ofActor(1000), TestSector.flipped(window.scope().randomness(), i));
            assertThat(engine.verifyWindowPoSt(scope, window.sectors(), window.proof())).as("randomness %d", i).isFalse();
            List<PublicSector> sectors = new ArrayList<>(window.sectors());
            PublicSector last = sectors.removeLast();
            sectors.add(new PublicSector(last.number(), TestSector.flipped(last.commR(), i)));
            assertThat(engine.verifyWindowPoSt(window.scope(), sectors, window.proof())).as("CommR %d", i).isFalse();
        }
        List<PublicSector> swapped = new ArrayList<>();
        List<Bytes> commitments = new ArrayList<>(window.sectors().stream().map(PublicSector::commR).toList());
        Collections.reverse(commitments);
        for (int i = 0; i < commitments.size(); i++) {
            swapped.add(new PublicSector(window.sectors().get(i).number(), commitments.get(i)));
        }
        assertThat(engine.verifyWindowPoSt(window.scope(), swapped, window.proof())).isFalse();
    }
}
