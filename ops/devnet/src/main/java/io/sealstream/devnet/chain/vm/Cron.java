package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.miner.CronEvent;
import io.sealstream.devnet.chain.miner.DeadlineEnd;
import io.sealstream.devnet.chain.miner.Effects;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.MinerCall;
import io.sealstream.devnet.chain.miner.TerminateSectors;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;

/** The part of the power actor's cron that calls miners (actors/power {@code process_deferred_cron_events}). */
final class Cron {
    private Cron() {}

    /** Does what a miner asked for. */
    static void run(ChainState draft, CronEvent event, Scene scene) {
        Miner miner = draft.draftMiner(event.miner());
        MinerCall call = new MinerCall(miner, Address.POWER, draft.balance(event.miner()), scene, draft, draft,
                new DataCalls(draft, miner.id(), scene, new GasMeter()));
        Effects effects = switch (event.kind()) {
            case DEADLINE -> DeadlineEnd.apply(call);
            case EARLY_TERMINATIONS -> TerminateSectors.goOn(call);
        };
        Methods.settle(draft, event.miner(), effects);
        enroll(draft, miner, effects, scene, scene.now().plus(1));
    }

    /**
     * Enrols what a call asked for: the end of a deadline, and early terminations in the next epoch.
     *
     * @param inDeadline an epoch of the deadline that is to be ended
     */
    static void enroll(ChainState draft, Miner miner, Effects effects, Scene scene, ChainEpoch inDeadline) {
        long id = miner.id().value();
        if (effects.startCron()) {
            draft.enroll(new CronEvent(id, CronEvent.Kind.DEADLINE),
                    miner.deadlineAt(inDeadline, scene.rules().policy().schedule()).last());
        }
        if (effects.earlyWork()) {
            draft.enroll(new CronEvent(id, CronEvent.Kind.EARLY_TERMINATIONS), scene.now().plus(1));
        }
    }
}
