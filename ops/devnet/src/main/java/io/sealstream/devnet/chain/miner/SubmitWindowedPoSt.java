package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.ProofVerifier.WindowPoStStatement;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.PoStProof;
import io.sealstream.filecoin.PoStProofType;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.filecoin.actors.SubmitWindowedPoStParams;

/**
 * Method 5, SubmitWindowedPoSt (actors/miner {@code submit_windowed_post}); chain.md 4.9. The proof is verified only if the message recovers
 * power; otherwise it is stored and may be disputed.
 */
public final class SubmitWindowedPoSt {
    private static final int RANDOMNESS_BYTES = 32;

    private final MinerCall call;
    private final SubmitWindowedPoStParams params;

    private SubmitWindowedPoSt(MinerCall call, SubmitWindowedPoStParams params) {
        this.call = call;
        this.params = params;
    }

    public static Effects apply(MinerCall call, SubmitWindowedPoStParams params) {
        return new SubmitWindowedPoSt(call, params).run();
    }

    private Effects run() {
        requireWellFormed();
        call.requireControl();
        requireMinersProof();
        Miner miner = call.miner();
        ProvingSchedule schedule = call.scene().rules().policy().schedule();
        DeadlineInfo current = miner.deadlineAt(call.now(), schedule);
        requireCurrent(current);
        requireCommitRandomness(current);
        Deadline deadline = miner.draft(params.deadline());
        Deadline.Proven proven = deadline.prove(params.partitions(), miner.terms(current, call.limits()));
        BitField good = proven.sectors().subtract(proven.ignored());
        if (good.isEmpty()) {
            throw Abort.illegalArgument("cannot prove partitions with no active sectors");
        }
        PoStProof proof = params.proofs().getFirst();
        WindowPoStStatement statement = WindowPoStStatements.of(call, current,
                new WindowPoStStatements.Members(miner.sectors(), proven.sectors(), proven.ignored()));
        Effects effects = Effects.NONE.withPower(proven.delta());
        if (proven.recovered().isZero()) {
            deadline.store(new StoredPoSt(proven.partitions(), proof));
            effects = effects.storing(new Effects.StoredProof(statement, proof.bytes(), params.deadline()));
        } else if (!call.scene().proofs().verifyWindowPoSt(statement, proof.bytes())) {
            throw Abort.illegalArgument("invalid post was submitted");
        }
        miner.funds().requireCovered(call.balance());
        return effects;
    }

    private void requireWellFormed() {
        if (params.proofs().size() != 1) {
            throw Abort.illegalArgument("expected exactly one proof, got " + params.proofs().size());
        }
        long type = params.proofs().getFirst().type();
        if (PoStProofType.of(type).filter(PoStProofType::isAcceptedWindowPoSt).isEmpty()) {
            throw Abort.illegalArgument("proof type " + type + " not allowed");
        }
        if (Long.compareUnsigned(params.deadline(), call.scene().rules().policy().schedule().deadlines()) >= 0) {
            throw Abort.illegalArgument("invalid deadline " + Long.toUnsignedString(params.deadline()));
        }
        if (params.chainCommitRand().length() > RANDOMNESS_BYTES) {
            throw Abort.illegalArgument(
                    "expected at most " + RANDOMNESS_BYTES + " bytes of randomness, got " + params.chainCommitRand().length());
        }
    }

    private void requireMinersProof() {
        Miner miner = call.miner();
        PoStProof proof = params.proofs().getFirst();
        if (proof.type() != miner.info().windowPoStProofType()) {
            throw Abort.illegalArgument("expected proof of type " + miner.info().windowPoStProofType() + ", got " + proof.type());
        }
        int longest = PoStProofType.WINDOW_PROOF_BYTES * params.partitions().size();
        if (proof.bytes().length() > longest) {
            throw Abort.illegalArgument("expected proof to be smaller than " + longest + " bytes");
        }
        int limit = call.limits().partitionsPerPoSt(miner.size());
        if (params.partitions().size() > limit) {
            throw Abort.illegalArgument("too many partitions " + params.partitions().size() + ", limit " + limit);
        }
    }

    private void requireCurrent(DeadlineInfo current) {
        if (!current.isOpen()) {
            throw Abort.illegalState("proving period " + current.periodStart() + " not yet open at " + call.now());
        }
        if (params.deadline() != current.index()) {
            throw Abort.illegalArgument(
                    "invalid deadline " + params.deadline() + " at epoch " + call.now() + ", expected " + current.index());
        }
    }

    private void requireCommitRandomness(DeadlineInfo current) {
        if (params.chainCommitEpoch().isBefore(current.challenge())) {
            throw Abort.illegalArgument(
                    "expected chain commit epoch " + params.chainCommitEpoch() + " to be after " + current.challenge());
        }
        if (!params.chainCommitEpoch().isBefore(call.now())) {
            throw Abort.illegalArgument(
                    "chain commit epoch " + params.chainCommitEpoch() + " must be less than the current epoch " + call.now());
        }
        Bytes drawn = call.scene().randomness().fromTickets(DomainSeparationTag.POST_CHAIN_COMMIT, params.chainCommitEpoch(),
                Bytes.EMPTY);
        if (!drawn.equals(params.chainCommitRand())) {
            throw Abort.illegalArgument("post commit randomness mismatched");
        }
    }
}
