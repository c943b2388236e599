package io.sealstream.proofs.engine;

import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.scripted.ProofEngineContract.ProvenWindow;
import io.sealstream.proofs.scripted.VerifierContract.Proven;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proofs that were made once with parameters of the dev network's: each holds under its verifying key, and for nothing else. */
interface MadeProofsContract {
    GoldenProofs made();

    /** Has the verifying keys. */
    ProofEngine engine();

    @Test
    default void shouldRefuseASealProofWithAnyByteOfItOrOfItsStatementChanged() throws ProofException {
        Map<String, Proven<SealStatement>> seals = new LinkedHashMap<>();
        made().seals().forEach((name, seal) -> seals.put(name, new Proven<>(seal.statement(), seal.proof())));

        GoldenCheck.statements(seals, engine()::verifySeal, Changes::of);
        GoldenCheck.proofs(seals, engine()::verifySeal);
    }

    @Test
    default void shouldRefuseAWindowPoStWithAnyByteOfItOrOfItsStatementChanged() throws ProofException {
        Map<String, Proven<ProvenWindow>> windows = new LinkedHashMap<>();
        made().windows().forEach((name, window) -> windows.put(name, new Proven<>(window, window.proof())));
        GoldenCheck.Verification<ProvenWindow> verification = (window, proof) -> engine().verifyWindowPoSt(window.scope(),
                window.sectors(), proof);

        GoldenCheck.statements(windows, verification, Changes::of);
        GoldenCheck.proofs(windows, verification);
    }

    @Test
    default void shouldRefuseAWinningPoStWithAnyByteOfItOrOfItsStatementChanged() throws ProofException {
        GoldenCheck.statements(made().winnings(), engine()::verifyWinningPoSt, Changes::of);
        GoldenCheck.proofs(made().winnings(), engine()::verifyWinningPoSt);
    }

    @Test
    default void shouldRefuseAReplicaUpdateWithAnyByteOfItOrOfItsStatementChanged() throws ProofException {
        GoldenCheck.statements(made().updates(), engine()::verifyReplicaUpdate, Changes::of);
        GoldenCheck.proofs(made().updates(), engine()::verifyReplicaUpdate);
    }
}
