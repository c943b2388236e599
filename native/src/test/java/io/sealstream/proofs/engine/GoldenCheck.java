package io.sealstream.proofs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.scripted.TestSector;
import io.sealstream.proofs.scripted.VerifierContract.Proven;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Checks that golden proofs hold for their statements and for nothing else. */
final class GoldenCheck {
    private static final long SEED = 5;
    private static final int FIELD_BYTES = 32;
    /** Bytes of an aggregate that are changed, one at a time: verification takes tens of milliseconds. */
    private static final int SAMPLE = 96;

    private GoldenCheck() {}

    /** A verification of the engine under test. */
    interface Verification<S> {
        boolean holds(S statement, Bytes proof) throws ProofException;
    }

    /** Statements that differ in one byte. */
    interface Changed<S> {
        List<S> of(S statement, int i);
    }

    /** Every proof holds for its statement, and for none with a byte of any field changed. */
    static <S> void statements(Map<String, Proven<S>> golden, Verification<S> verification, Changed<S> changed)
            throws ProofException {
        assertThat(golden).isNotEmpty();
        for (Map.Entry<String, Proven<S>> one : golden.entrySet()) {
            S statement = one.getValue().statement();
            Bytes proof = one.getValue().proof();
            assertThat(verification.holds(statement, proof)).as(one.getKey()).isTrue();
            for (int i = 0; i < FIELD_BYTES; i++) {
                for (S other : changed.of(statement, i)) {
                    assertThat(verification.holds(other, proof)).as("%s, byte %d, %s", one.getKey(), i, other).isFalse();
                }
            }
        }
    }

    /** No proof holds with a byte of it changed: every byte of a short one, a seeded sample of an aggregate's. */
    static <S> void proofs(Map<String, Proven<S>> golden, Verification<S> verification) throws ProofException {
        assertThat(golden).isNotEmpty();
        for (Map.Entry<String, Proven<S>> one : golden.entrySet()) {
            Bytes proof = one.getValue().proof();
            for (int i : positions(proof.size())) {
                assertThat(verification.holds(one.getValue().statement(), TestSector.flipped(proof, i)))
                        .as("%s with proof byte %d changed", one.getKey(), i).isFalse();
            }
        }
    }

    private static int[] positions(int size) {
        Random random = new Random(SEED);
        IntStream sampled = IntStream.concat(IntStream.of(0, size - 1), random.ints(SAMPLE, 0, size));
        return size <= 2 * SAMPLE ? IntStream.range(0, size).toArray() : sampled.toArray();
    }
}
