package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.actors.CompactPartitionsParams;

/**
 * Methods 19 and 20: dead sectors are forgotten and their partitions put together; ranges of numbers are given up, so that the set of used
 * numbers stays small (actors/miner {@code compact_partitions}, {@code compact_sector_numbers}).
 */
public final class CompactPartitions {
    private CompactPartitions() {}

    /** Method 19. */
    public static Effects apply(MinerCall call, CompactPartitionsParams params) {
        call.requireDeadlineIndex(params.deadline());
        call.requireControl();
        DeadlineInfo deadline = call.deadline(params.deadline());
        if (!deadline.isCompactable()) {
            throw Abort.forbidden(
                    "cannot compact deadline " + params.deadline() + " during its challenge window, the prior challenge"
                            + " window, or before " + call.scene().rules().policy().schedule().disputeWindow()
                            + " epochs have passed since its last challenge window ended");
        }
        Miner miner = call.miner();
        int limit = call.limits().compactablePartitions(miner.size());
        if (Long.compareUnsigned(params.partitions().count(), limit) > 0) {
            throw Abort.illegalArgument(
                    "too many partitions " + Long.toUnsignedString(params.partitions().count()) + ", limit " + limit);
        }
        BitField dead = miner.draft(params.deadline()).compact(params.partitions(), miner.terms(deadline, call.limits()));
        miner.sectors(miner.sectors().without(dead));
        return Effects.NONE;
    }

    /** Method 20. */
    public static Effects numbers(MinerCall call, BitField mask) {
        if (mask.isEmpty()) {
            throw Abort.illegalArgument("invalid mask bitfield: it is empty");
        }
        if (mask.last() < 0) {
            throw Abort.illegalArgument(
                    "masked sector number " + Long.toUnsignedString(mask.last()) + " exceeded max sector number");
        }
        call.requireControl();
        call.miner().preCommits(call.miner().preCommits().mask(mask));
        return Effects.NONE;
    }
}
