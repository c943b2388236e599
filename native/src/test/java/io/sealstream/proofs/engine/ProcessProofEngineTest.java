package io.sealstream.proofs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProverId;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.Sealing.SectorSeal;
import io.sealstream.proofs.scripted.ProofEngineContract;
import io.sealstream.proofs.scripted.TestSector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real library, in a process of its own whose parameter cache holds the golden verifying keys. */
class ProcessProofEngineTest implements ProofEngineContract {
    private static ProofEngine engine;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        Path keys = GoldenProofs.copyKeys(Files.createDirectory(home.resolve("keys")));
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
        return GoldenProofs.seal("seal-3");
    }

    @Override
    public ProvenWindow provenWindow() {
        return GoldenProofs.window("window-2-sectors");
    }

    @Test
    void shouldVerifyEveryGoldenSealProofAndRefuseItWithAnyByteChanged() throws ProofException {
        for (Map.Entry<String, ProvenSeal> golden : GoldenProofs.seals().entrySet()) {
            ProvenSeal seal = golden.getValue();
            assertThat(engine.verifySeal(seal.statement(), seal.proof())).as(golden.getKey()).isTrue();
            for (int i = 0; i < seal.proof().size(); i++) {
                assertThat(engine.verifySeal(seal.statement(), TestSector.flipped(seal.proof(), i)))
                        .as("%s with proof byte %d changed", golden.getKey(), i).isFalse();
            }
        }
    }

    @Test
    void shouldRefuseAGoldenSealProofForAnyOtherStatement() throws ProofException {
        ProvenSeal seal = provenSeal();
        for (int i = 0; i < 32; i++) {
            for (SealStatement other : changed(seal.statement(), i)) {
                assertThat(engine.verifySeal(other, seal.proof())).as("byte %d, %s", i, other).isFalse();
            }
        }
    }

    private static List<SealStatement> changed(SealStatement statement, int i) {
        SectorSeal sector = statement.sector();
        Bytes commR = statement.commitments().commR();
        Bytes commD = statement.commitments().commD();
        return List.of(
                new SealStatement(new SectorSeal(TYPE, TestSector.flipped(sector.proverId(), i), sector.number(),
                        sector.ticket()), statement.seed(), statement.commitments()),
                new SealStatement(
                        new SectorSeal(TYPE, sector.proverId(), sector.number() ^ (1L << (2 * i)), sector.ticket()),
                        statement.seed(), statement.commitments()),
                new SealStatement(new SectorSeal(TYPE, sector.proverId(), sector.number(),
                        TestSector.flipped(sector.ticket(), i)), statement.seed(), statement.commitments()),
                new SealStatement(sector, TestSector.flipped(statement.seed(), i), statement.commitments()),
                new SealStatement(sector, statement.seed(), new Commitments(TestSector.flipped(commR, i), commD)),
                new SealStatement(sector, statement.seed(), new Commitments(commR, TestSector.flipped(commD, i))));
    }

    @Test
    void shouldVerifyEveryGoldenWindowPoStAndRefuseItWithAnyByteChanged() throws ProofException {
        for (Map.Entry<String, ProvenWindow> golden : GoldenProofs.windows().entrySet()) {
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
