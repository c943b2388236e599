package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Executes a tipset on its parent's state: cron of each null round before it, its messages (BLS first), cron of its own epoch
 * (chain.md 4.9, lotus {@code ApplyBlocks}).
 *
 * @param state   after the tipset
 * @param applied one for each message, in order
 */
public record TipSetRun(ChainState state, List<Applied> applied) {
    public TipSetRun {
        applied = List.copyOf(applied);
    }

    /**
     * Runs a tipset.
     *
     * @param parentEpoch epoch of the parent tipset
     * @param plan        epoch, messages and base fee
     * @param scenes      what actors see in an epoch
     */
    public static TipSetRun execute(ChainState parent, ChainEpoch parentEpoch, Plan plan, Function<ChainEpoch, Scene> scenes) {
        ChainState state = parent;
        for (ChainEpoch epoch = parentEpoch.plus(1); epoch
                .isBefore(plan.epoch()); epoch = nextRound(epoch, plan.epoch(), state)) {
            state = Money.tick(Executor.cron(state, Money.scene(state, scenes.apply(epoch))));
        }
        Scene scene = Money.scene(state, scenes.apply(plan.epoch()));
        List<Applied> applied = new ArrayList<>();
        for (SignedMessage message : plan.messages()) {
            Applied one = Executor.apply(state, message, plan.baseFee(), scene);
            state = one.state();
            applied.add(one);
        }
        return new TipSetRun(Money.tick(Executor.cron(state, scene)), applied);
    }

    /** The next null round in which cron has work: every one where money is live. */
    private static ChainEpoch nextRound(ChainEpoch epoch, ChainEpoch end, ChainState state) {
        if (state.economy().isPresent()) {
            return epoch.plus(1);
        }
        return state.nextCron().map(due -> due.max(epoch.plus(1)).min(end)).orElse(end);
    }

    /** What is to be executed. */
    public record Plan(ChainEpoch epoch, List<SignedMessage> messages, TokenAmount baseFee) {
        public Plan {
            messages = List.copyOf(messages);
        }
    }
}
