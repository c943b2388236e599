package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.actors.PartitionSectors;
import io.sealstream.filecoin.actors.TerminateSectorsReturn;
import java.util.List;
import java.util.Map;

/**
 * Method 9, TerminateSectors (actors/miner {@code terminate_sectors}); chain.md 4.9. Sectors leave at once, their fee and pledge are settled
 * for as many as one call may settle; cron settles the rest, one call an epoch.
 */
public final class TerminateSectors {
    private TerminateSectors() {}

    public static Effects apply(MinerCall call, List<PartitionSectors> terminations) {
        Map<Long, Map<Long, BitField>> declared = Declarations.group(call, terminations);
        boolean waited = call.miner().hasEarlyTerminations();
        call.requireControl();
        Power lost = Power.ZERO;
        for (Map.Entry<Long, Map<Long, BitField>> each : declared.entrySet()) {
            lost = lost.plus(terminate(call, each.getKey(), each.getValue()));
        }
        Settlement settled = Settlement.of(call, call.balance());
        call.requireCovered(settled.burnt());
        boolean more = call.miner().hasEarlyTerminations();
        return Effects.NONE.withPower(lost.negate()).withBurn(settled.burnt()).withPledge(settled.pledge())
                .withEarlyWork(more && !waited).returning(new TerminateSectorsReturn(!more).toCbor());
    }

    private static Power terminate(MinerCall call, long index, Map<Long, BitField> numbers) {
        DeadlineInfo deadline = call.deadline(index);
        if (!deadline.isMutable()) {
            throw Abort.illegalArgument("cannot terminate sectors in immutable deadline " + index);
        }
        Miner miner = call.miner();
        return miner.draft(index).terminate(numbers, miner.terms(deadline, call.limits()), call.now());
    }

    /** The cron that settles what did not fit into earlier calls. */
    public static Effects goOn(MinerCall call) {
        Settlement settled = Settlement.of(call, call.balance());
        call.requireCovered(settled.burnt());
        return Effects.NONE.withBurn(settled.burnt()).withPledge(settled.pledge())
                .withEarlyWork(call.miner().hasEarlyTerminations());
    }
}
