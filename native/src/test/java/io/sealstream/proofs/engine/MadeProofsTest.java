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
class MadeProofsTest {
    private static GoldenProofs made = GoldenProofs.SHARED;
    private static Optional<ProofEngine> opened = Optional.empty();

    @BeforeAll
    static void start(@TempDir Path home) throws IOException, ProofException {
        made = GoldenProofs.in("made").orElseThrow();
        opened = Optional.of(DevKeys.engine("/vectors/made/keys", home));
    }

    @AfterAll
    static void stop() {
        opened.ifPresent(ProofEngine::close);
    }

    private static ProofEngine engine() {
        return opened.orElseThrow();
    }

    @Test
    void shouldRefuseANonInteractiveAggregateWithAnyByteOfItOrOfItsSectorsChanged() throws ProofException {
        GoldenCheck.statements(made.nonInteractive(), engine()::verifyNonInteractive, Changes::of);
        GoldenCheck.proofs(made.nonInteractive(), engine()::verifyNonInteractive);
    }

    @Test
    void shouldRefuseAnAggregateWithAnyByteOfItOrOfItsMembersChanged() throws ProofException {
        GoldenCheck.statements(made.aggregates(), engine()::verifyAggregate, Changes::of);
        GoldenCheck.proofs(made.aggregates(), engine()::verifyAggregate);
    }

    @Test
    void shouldRefuseAReplicaUpdateWithAnyByteOfItOrOfItsStatementChanged() throws ProofException {
        GoldenCheck.statements(made.updates(), engine()::verifyReplicaUpdate, Changes::of);
        GoldenCheck.proofs(made.updates(), engine()::verifyReplicaUpdate);
    }

    @Test
    void shouldRefuseAWinningPoStWithAnyByteOfItOrOfItsStatementChanged() throws ProofException {
        GoldenCheck.statements(made.winnings(), engine()::verifyWinningPoSt, Changes::of);
        GoldenCheck.proofs(made.winnings(), engine()::verifyWinningPoSt);
    }
}
