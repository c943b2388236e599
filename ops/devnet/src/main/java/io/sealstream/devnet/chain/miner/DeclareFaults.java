package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.actors.PartitionSectors;
import java.util.List;
import java.util.Map;

/** Methods 10 and 11, DeclareFaults and DeclareFaultsRecovered; chain.md 4.9. */
public final class DeclareFaults {
    private DeclareFaults() {}

    /** Method 10: power is lost now, a fee is due only if the fault lasts. */
    public static Effects faults(MinerCall call, List<PartitionSectors> declarations) {
        Map<Long, Map<Long, BitField>> declared = Declarations.group(call, declarations);
        call.requireControl();
        Power delta = Power.ZERO;
        for (Map.Entry<Long, Map<Long, BitField>> each : declared.entrySet()) {
            DeadlineInfo target = target(call, each.getKey());
            delta = delta.plus(
                    call.miner().draft(each.getKey()).declareFaults(each.getValue(), call.miner().terms(target, call.limits())));
        }
        return Effects.NONE.withPower(delta);
    }

    /** Method 11: power returns with the next proof. */
    public static Effects recovered(MinerCall call, List<PartitionSectors> declarations) {
        Map<Long, Map<Long, BitField>> declared = Declarations.group(call, declarations);
        Miner miner = call.miner();
        Funds.Repaid repaid = miner.funds().repayAll(call.balance());
        call.requireControl();
        call.requireNoConsensusFault("recovery");
        miner.funds(repaid.funds());
        declared.forEach((deadline, partitions) -> {
            DeadlineInfo target = target(call, deadline);
            miner.draft(deadline).declareRecovered(partitions, miner.terms(target, call.limits()));
        });
        miner.funds().requireCovered(call.balance().minus(repaid.burnt()));
        return Effects.NONE.withBurn(repaid.burnt());
    }

    private static DeadlineInfo target(MinerCall call, long deadline) {
        DeadlineInfo target = call.deadline(deadline).nextNotElapsed();
        if (target.faultCutoffPassed()) {
            throw Abort.illegalArgument("late fault or recovery declaration for deadline " + deadline + " at " + call.now());
        }
        return target;
    }
}
