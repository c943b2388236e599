package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Frozen;
import io.sealstream.manager.domain.Purpose;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What messages have cost within a day, in parts of a day, so that the day can slide. Older parts are dropped when something is added.
 *
 * @param fees attoFIL by {@code f01000/PRECOMMIT/25}: miner, purpose, epoch divided by {@link #PART}
 */
public record Ledger(SortedMap<String, TokenAmount> fees) {
    /** What limits call a day. */
    public static final long DAY = ChainLimits.NV28.epochsPerDay();
    /** Epochs of one part. */
    static final long PART = 120;
    static final Ledger EMPTY = new Ledger(new TreeMap<>());

    public Ledger {
        fees = Frozen.map(fees);
    }

    Ledger with(ActorId miner, Purpose purpose, ChainEpoch at, TokenAmount fee) {
        TreeMap<String, TokenAmount> next = new TreeMap<>();
        fees.forEach((key, amount) -> {
            if (part(key) >= oldest(at)) {
                next.put(key, amount);
            }
        });
        next.merge(of(miner, purpose) + at.value() / PART, fee, TokenAmount::plus);
        return new Ledger(next);
    }

    /** What messages of a miner have cost in the last day and the part that is running out. */
    TokenAmount spent(ActorId miner, ChainEpoch now) {
        return sum(miner + "/", now);
    }

    /** Of it for one purpose. */
    TokenAmount spent(ActorId miner, Purpose purpose, ChainEpoch now) {
        return sum(of(miner, purpose), now);
    }

    private TokenAmount sum(String prefix, ChainEpoch now) {
        TokenAmount sum = TokenAmount.ZERO;
        for (var entry : fees.tailMap(prefix).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            sum = part(entry.getKey()) >= oldest(now) ? sum.plus(entry.getValue()) : sum;
        }
        return sum;
    }

    private static String of(ActorId miner, Purpose purpose) {
        return miner + "/" + purpose + "/";
    }

    private static long part(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('/') + 1));
    }

    private static long oldest(ChainEpoch now) {
        return Math.floorDiv(now.value() - DAY, PART);
    }
}
