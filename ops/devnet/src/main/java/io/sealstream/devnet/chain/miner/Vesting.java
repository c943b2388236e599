package io.sealstream.devnet.chain.miner;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.QuantSpec;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.VestingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Locked money that becomes free in steps, by epoch (actors/miner {@code vesting_state.rs}). Immutable. */
record Vesting(List<Fund> funds) {
    static final Vesting NONE = new Vesting(List.of());

    record Fund(long epoch, TokenAmount amount) {}

    /**
     * Money that left the table.
     *
     * @param vested   because its time had come
     * @param unvested taken before its time
     */
    record Unlocked(Vesting rest, TokenAmount vested, TokenAmount unvested) {
        TokenAmount total() {
            return vested.plus(unvested);
        }
    }

    Vesting {
        funds = List.copyOf(funds);
    }

    /** Adds an amount that vests linearly, from now or after a delay. */
    Vesting add(TokenAmount sum, ChainEpoch now, long periodStart, VestingSpec spec) {
        NavigableMap<Long, TokenAmount> table = new TreeMap<>();
        funds.forEach(fund -> table.merge(fund.epoch(), fund.amount(), TokenAmount::plus));
        QuantSpec quant = new QuantSpec(spec.quantum(), periodStart);
        TokenAmount soFar = TokenAmount.ZERO;
        ChainEpoch begin = now.plus(spec.initialDelay());
        ChainEpoch epoch = begin;
        while (soFar.compareTo(sum) < 0) {
            epoch = epoch.plus(spec.step());
            ChainEpoch at = quant.up(epoch);
            long elapsed = at.since(begin);
            TokenAmount target = elapsed < spec.period() ? sum.scaled(elapsed, spec.period()) : sum;
            table.merge(at.value(), target.minus(soFar), TokenAmount::plus);
            soFar = target;
        }
        return of(table);
    }

    private static Vesting of(NavigableMap<Long, TokenAmount> table) {
        List<Fund> funds = new ArrayList<>(table.size());
        for (Map.Entry<Long, TokenAmount> each : table.entrySet()) {
            funds.add(new Fund(each.getKey(), each.getValue()));
        }
        return new Vesting(funds);
    }

    /** Takes out what has vested before {@code now}, and after that up to {@code target} of the rest. */
    Unlocked unlock(ChainEpoch now, TokenAmount target) {
        TokenAmount vested = TokenAmount.ZERO;
        TokenAmount wanted = target;
        List<Fund> rest = new ArrayList<>();
        for (Fund fund : funds) {
            if (fund.epoch() < now.value()) {
                vested = vested.plus(fund.amount());
                continue;
            }
            TokenAmount taken = fund.amount().min(wanted);
            wanted = wanted.minus(taken);
            if (fund.amount().compareTo(taken) > 0) {
                rest.add(new Fund(fund.epoch(), fund.amount().minus(taken)));
            }
        }
        return new Unlocked(new Vesting(rest), vested, target.minus(wanted));
    }
}
