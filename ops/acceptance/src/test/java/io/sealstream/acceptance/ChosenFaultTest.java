package io.sealstream.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.node.tasks.Engines;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.Sealing.Commit1;
import io.sealstream.proofs.Sealing.Commit1Output;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.scripted.Script;
import io.sealstream.proofs.scripted.ScriptedProofEngine;
import io.sealstream.proofs.scripted.TestSector;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChosenFaultTest {
    private static final Map<String, String> FIVE = Map.of("SEALSTREAM_FAULT", "SEAL_PROOF_BEFORE_VERIFICATION",
            "SEALSTREAM_FAULT_SECTOR", "5");

    @TempDir
    private Path home;

    /** Whether a proof that the engine makes of the sector is one by its own verification. */
    private boolean proves(ProofEngine engine, long number) throws Exception {
        TestSector sector = TestSector.empty(home.resolve(Long.toString(number)), number);
        Commitments commitments = sector.preCommit(engine);
        Commit1Output phase1 = engine
                .commit1(new Commit1(sector.seal(), sector.files(), sector.seed(), commitments, sector.pieces()));
        Bytes proof = engine.commit2(sector.seal(), phase1);
        return engine.verifySeal(new SealStatement(sector.seal(), sector.seed(), commitments), proof);
    }

    @Test
    void shouldSpoilTheFirstProofOfOneSectorBeforeItIsVerified() throws Exception {
        Engines engines = ChosenFault.seams(FIVE).orElseThrow().engines()
                .apply(Engines.of(new ScriptedProofEngine(new Script())));

        assertThat(proves(engines.commit2(), 4)).isTrue();
        assertThat(proves(engines.commit2(), 5)).isFalse();
        assertThat(proves(engines.commit2(), 5)).as("made again").isTrue();
    }

    @Test
    void shouldChooseNothingWhereNothingIsNamed() {
        assertThat(ChosenFault.seams(Map.of())).isEmpty();
    }

    @Test
    void shouldNameWhatIsNoFault() {
        assertThatThrownBy(() -> ChosenFault.seams(Map.of("SEALSTREAM_FAULT", "RAIN"))).hasMessageContaining("RAIN")
                .hasMessageContaining("SEAL_PROOF_AFTER_VERIFICATION");
        assertThatThrownBy(() -> ChosenFault.seams(Map.of("SEALSTREAM_FAULT", "SEAL_PROOF_BEFORE_VERIFICATION")))
                .hasMessageContaining("SEALSTREAM_FAULT_SECTOR").hasMessageContaining("such as 5");
        assertThat(ChosenFault.seams(Map.of("SEALSTREAM_FAULT", "WINDOW_POST_AFTER_VERIFICATION"))).isPresent();
    }
}
