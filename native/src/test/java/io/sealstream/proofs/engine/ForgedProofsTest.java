package io.sealstream.proofs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.proofs.Aggregation.NonInteractiveAggregate;
import io.sealstream.proofs.Aggregation.NonInteractiveSector;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.scripted.VerifierContract.Proven;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An aggregate of three non-interactive sectors that nobody sealed, under the dev network's keys: whoever has their seed can make
 * one in seconds ({@code rust/proofs/examples/forged_proofs.rs}), and no verifier can tell.
 */
class ForgedProofsTest {
    private static final Map<String, Proven<NonInteractiveAggregate>> FORGED = GoldenProofs.in("forged").orElseThrow()
            .nonInteractive();
    private static ProofEngine engine;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException, ProofException {
        engine = DevKeys.engine("/vectors/forged/keys", home);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void shouldRefuseANonInteractiveAggregateWithAnyByteOfItOrOfItsSectorsChanged() throws ProofException {
        GoldenCheck.statements(FORGED, engine::verifyNonInteractive, Changes::of);
        GoldenCheck.proofs(FORGED, engine::verifyNonInteractive);
    }

    @Test
    void shouldRefuseANonInteractiveAggregateOfOtherSectorsOrInAnotherOrder() throws ProofException {
        Proven<NonInteractiveAggregate> forged = Objects.requireNonNull(FORGED.get("non-interactive-forged"));
        List<NonInteractiveSector> sectors = forged.statement().sectors();

        assertThat(forged.proof().size()).isEqualTo(forged.statement().proofSize());
        for (List<NonInteractiveSector> others : List.of(sectors.reversed(), sectors.subList(0, 2), sectors.subList(1, 3))) {
            NonInteractiveAggregate other = new NonInteractiveAggregate(forged.statement().type(), forged.statement().proverId(),
                    others);
            assertThat(engine.verifyNonInteractive(other, forged.proof())).isFalse();
        }
    }
}
