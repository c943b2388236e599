package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Cid;
import io.sealstream.proofs.Aggregation.NonInteractiveAggregate;
import io.sealstream.proofs.Aggregation.NonInteractiveSector;
import io.sealstream.proofs.Aggregation.SealAggregate;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.NonInteractiveProofType;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProverId;
import io.sealstream.proofs.Proving;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.ReplicaUpdate;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.Sealing;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SectorSeal;
import io.sealstream.proofs.UpdateProofType;
import io.sealstream.proofs.WindowPoStProofType;
import io.sealstream.proofs.WinningPoStProofType;
import java.util.Optional;

/** Verifies with the proofs library. Proofs of the wrong length are wrong without asking it. */
public final class EngineVerifier implements ProofVerifier, AutoCloseable {
    private final ProofEngine engine;

    public EngineVerifier(ProofEngine engine) {
        this.engine = engine;
    }

    /** A call of the engine. */
    private interface Check {
        boolean holds() throws ProofException;
    }

    private static boolean ask(boolean rightLength, Check check) {
        try {
            return rightLength && check.holds();
        } catch (ProofException e) {
            throw new Unavailable("a proof could not be checked: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean verifySeal(SealStatement statement, io.sealstream.filecoin.Bytes proof) {
        Optional<SealProofType> type = SealProofType.ofChainNumber(statement.type().code());
        return type.isPresent() && ask(proof.length() == type.get().proofSize(),
                () -> engine.verifySeal(seal(type.get(), statement), bytes(proof)));
    }

    private static Sealing.SealStatement seal(SealProofType type, SealStatement statement) {
        SectorSeal sector = new SectorSeal(type, prover(statement.miner()), statement.sector(), bytes(statement.ticket()));
        return new Sealing.SealStatement(sector, bytes(statement.seed()), commitments(statement));
    }

    private static Commitments commitments(SealStatement statement) {
        return new Commitments(commitment(statement.sealedCid()), commitment(statement.unsealedCid()));
    }

    /** A sector that failed for its CID is in the statement, too; nothing can be proven of it. */
    @Override
    public boolean verifyAggregate(AggregateStatement statement, io.sealstream.filecoin.Bytes proof) {
        if (statement.sectors().stream().anyMatch(sector -> !sector.sealedCid().isSealed())) {
            return false;
        }
        return statement.type().isNonInteractive() ? nonInteractive(statement, proof) : interactive(statement, proof);
    }

    private boolean interactive(AggregateStatement statement, io.sealstream.filecoin.Bytes proof) {
        Optional<SealProofType> type = SealProofType.ofChainNumber(statement.type().code());
        if (type.isEmpty()) {
            return false;
        }
        SealAggregate members = new SealAggregate(statement.sectors().stream().map(each -> seal(type.get(), each)).toList());
        return ask(proof.length() == members.proofSize(), () -> engine.verifyAggregate(members, bytes(proof)));
    }

    private boolean nonInteractive(AggregateStatement statement, io.sealstream.filecoin.Bytes proof) {
        NonInteractiveAggregate sectors = new NonInteractiveAggregate(
                NonInteractiveProofType.ofChainNumber(statement.type().code()).orElseThrow(),
                prover(statement.sectors().getFirst().miner()), statement.sectors().stream()
                        .map(each -> new NonInteractiveSector(each.sector(), bytes(each.ticket()), commitments(each))).toList());
        return ask(proof.length() == sectors.proofSize(), () -> engine.verifyNonInteractive(sectors, bytes(proof)));
    }

    @Override
    public boolean verifyReplicaUpdate(ReplicaUpdateStatement statement, io.sealstream.filecoin.Bytes proof) {
        UpdateProofType type = UpdateProofType.ofChainNumber(statement.type().code()).orElseThrow();
        ReplicaUpdate update = new ReplicaUpdate(type, commitment(statement.oldSealedCid()), commitment(statement.newSealedCid()),
                commitment(statement.unsealedCid()));
        return ask(proof.length() == type.proofSize(), () -> engine.verifyReplicaUpdate(update, bytes(proof)));
    }

    @Override
    public boolean verifyWindowPoSt(WindowPoStStatement statement, io.sealstream.filecoin.Bytes proof) {
        Optional<WindowPoStProofType> type = WindowPoStProofType.ofChainNumber(statement.type().code());
        if (type.isEmpty()) {
            return false;
        }
        PoStScope scope = new PoStScope(type.get(), prover(statement.miner()), bytes(statement.randomness()));
        return ask(proof.length() == type.get().proofSize(statement.sectors().size()), () -> engine.verifyWindowPoSt(scope,
                statement.sectors().stream().map(EngineVerifier::sector).toList(), bytes(proof)));
    }

    @Override
    public boolean verifyWinningPoSt(WinningPoStStatement statement, io.sealstream.filecoin.Bytes proof) {
        WinningPoStProofType type = WinningPoStProofType.ofChainNumber(statement.type().code()).orElseThrow();
        Proving.WinningPoStStatement winning = new Proving.WinningPoStStatement(type, prover(statement.miner()),
                bytes(statement.randomness()), sector(statement.sector()));
        return ask(proof.length() == WinningPoStProofType.PROOF_SIZE, () -> engine.verifyWinningPoSt(winning, bytes(proof)));
    }

    private static PublicSector sector(ProvenSector sector) {
        return new PublicSector(sector.number(), commitment(sector.sealedCid()));
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
