package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Cid;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.ProverId;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.Sealing;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SectorSeal;
import io.sealstream.proofs.WindowPoStProofType;
import java.util.Optional;

/** Verifies with the proofs library. Proofs of the wrong length are wrong without asking it. */
public final class EngineVerifier implements ProofVerifier, AutoCloseable {
    private final ProofEngine engine;

    public EngineVerifier(ProofEngine engine) {
        this.engine = engine;
    }

    @Override
    public boolean verifySeal(SealStatement statement, io.sealstream.filecoin.Bytes proof) {
        Optional<SealProofType> type = SealProofType.ofChainNumber(statement.type().code());
        if (type.isEmpty() || proof.length() != type.get().proofSize()) {
            return false;
        }
        SectorSeal sector = new SectorSeal(type.get(), prover(statement.miner()), statement.sector(), bytes(statement.ticket()));
        Commitments commitments = new Commitments(commitment(statement.sealedCid()), commitment(statement.unsealedCid()));
        try {
            return engine.verifySeal(new Sealing.SealStatement(sector, bytes(statement.seed()), commitments), bytes(proof));
        } catch (ProofException e) {
            throw unavailable(e);
        }
    }

    @Override
    public boolean verifyWindowPoSt(WindowPoStStatement statement, io.sealstream.filecoin.Bytes proof) {
        Optional<WindowPoStProofType> type = WindowPoStProofType.ofChainNumber(statement.type().code());
        if (type.isEmpty() || proof.length() != type.get().proofSize(statement.sectors().size())) {
            return false;
        }
        PoStScope scope = new PoStScope(type.get(), prover(statement.miner()), bytes(statement.randomness()));
        try {
            return engine.verifyWindowPoSt(scope,
                    statement.sectors().stream().map(sector -> new PublicSector(sector.number(), commitment(sector.sealedCid())))
                            .toList(),
                    bytes(proof));
        } catch (ProofException e) {
            throw unavailable(e);
        }
    }

    private static Unavailable unavailable(ProofException e) {
        return new Unavailable("a proof could not be checked: " + e.getMessage(), e);
    }

    private static Bytes prover(ActorId miner) {
        return ProverId.ofActor(miner.value());
    }

    private static Bytes commitment(Cid cid) {
        return Bytes.of(cid.commitment());
    }

    private static Bytes bytes(io.sealstream.filecoin.Bytes value) {
        return Bytes.of(value.toArray());
    }

    @Override
    public void close() {
        engine.close();
    }
}
