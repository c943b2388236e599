package io.sealstream.proofs.engine;

import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proofs that the profile {@code golden-proofs} makes, under the dev network's verifying keys and its SRS. */
class MadeProofsTest implements MadeProofsContract {
    private static final GoldenProofs MADE = GoldenProofs.in("made").orElseThrow();
    private static Optional<ProofEngine> opened = Optional.empty();

    @BeforeAll
    static void start(@TempDir Path home) throws IOException, ProofException {
        opened = Optional.of(DevKeys.engine("/vectors/made/keys", home));
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

    @Test
    void shouldRefuseANonInteractiveAggregateWithAnyByteOfItOrOfItsSectorsChanged() throws ProofException {
        GoldenCheck.statements(MADE.nonInteractive(), engine()::verifyNonInteractive, Changes::of);
        GoldenCheck.proofs(MADE.nonInteractive(), engine()::verifyNonInteractive);
    }

    @Test
    void shouldRefuseAnAggregateWithAnyByteOfItOrOfItsMembersChanged() throws ProofException {
        GoldenCheck.statements(MADE.aggregates(), engine()::verifyAggregate, Changes::of);
        GoldenCheck.proofs(MADE.aggregates(), engine()::verifyAggregate);
    }
}
