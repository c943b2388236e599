package io.sealstream.proofs.engine;

import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Proofs of a sector of 8 MiB, made by the profile {@code golden-proofs} with {@code -Dgolden.size=8MiB}. */
class MadeLargerProofsTest implements MadeProofsContract {
    private static final GoldenProofs MADE = GoldenProofs.in("made-8MiB").orElseThrow();
    private static Optional<ProofEngine> opened = Optional.empty();

    @BeforeAll
    static void start(@TempDir Path home) throws IOException, ProofException {
        opened = Optional.of(DevKeys.engine("/vectors/made-8MiB/keys", home));
    }

    @AfterAll
    static void stop() {
        opened.ifPresent(ProofEngine::close);
    }

    @Override
    public GoldenProofs made() {
        return MADE;
    }

    @Override
    public ProofEngine engine() {
        return opened.orElseThrow();
    }
}
