package io.sealstream.manager.topology;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.ReadDigest;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.message.LaneCommand;
import io.sealstream.manager.domain.message.LaneFold;
import io.sealstream.manager.domain.message.LaneMachine;
import io.sealstream.manager.domain.message.LaneScope;
import io.sealstream.manager.domain.message.LaneState;
import io.sealstream.manager.domain.message.MessageEvent;
import io.sealstream.manager.wire.EffectRecords;
import io.sealstream.manager.wire.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The machines of lanes. A message that is over leaves its lane and stays in the store of messages for ever. */
final class LaneFamily implements Family {
    /** Most lanes of one partition that are told of a reorg. */
    static final int MAX_LANES = 10_000;

    private final EffectRecords effects;
    private final LaneMachine machine = new LaneMachine();

    LaneFamily(EffectRecords effects) {
        this.effects = effects;
    }

    @Override
    public Stores.Book book() {
        return Stores.LANE_BOOK;
    }

    @Override
    public void reorg(Unit unit, ChainEpoch revertedTo) {
        List<Target> lanes = new ArrayList<>();
        unit.stores().scan(Stores.LANES.store(), "", "\uffff", (key, value) -> {
            lanes.add(new Target.OfLane(Address.parse(key)));
            return lanes.size() < MAX_LANES;
        });
        lanes.forEach(lane -> unit.enqueue(lane, new LaneCommand.HeedReorg(revertedTo), null, null));
    }

    @Override
    public void settle(Unit unit, Target target) {
        if (target instanceof Target.OfLane lane) {
            LaneScope scope = new LaneScope(unit.now(), baseFee(unit), lane.sender(), intent -> Optional.empty());
            Plan plan = machine.plan(unit.require(Stores.LANES, lane.key()), scope);
            Timers.set(unit, Stores.LANE_BOOK.timers(), lane, plan.wakeAfter(unit.now()).orElse(null));
        }
    }

    @Override
    public Optional<String> take(Unit unit, Pending p) {
        if (!(p.target() instanceof Target.OfLane target)) {
            throw new IllegalStateException("no machine of a lane: " + p.target().key());
        }
        String sender = target.key();
        if (p.command() instanceof ReadDigest question) {
            return DigestAnswer.give(unit, effects, Stores.LANE_BOOK.positions(), Stores.LANE_STATES, sender, question);
        }
        LaneCommand command = p.command() instanceof Wakeup ? new LaneCommand.Wake() : (LaneCommand) p.command();
        LaneScope scope = new LaneScope(unit.now(), baseFee(unit), target.sender(),
                intent -> Optional.ofNullable(unit.get(Stores.MESSAGES, Stores.messageKey(sender, intent))));
        @Nullable
        LaneState before = unit.get(Stores.LANES, sender);
        Step<LaneState, MessageEvent> step = Step.run(machine, before, command, scope, p.wokenAfter());
        keep(unit, sender, before, step);
        step.effects().forEach(effect -> effects.of(effect).ifPresent(unit::send));
        if (step.state() != null) {
            Timers.set(unit, Stores.LANE_BOOK.timers(), target, step.wakeAt());
        }
        return Optional.ofNullable(step.rejected());
    }

    private static TokenAmount baseFee(Unit unit) {
        Head head = unit.get(Stores.LANE_BOOK.head(), Stores.HEAD_KEY);
        return head == null ? TokenAmount.ZERO : head.baseFee();
    }

    private void keep(Unit unit, String sender, @Nullable LaneState before, Step<LaneState, MessageEvent> step) {
        @Nullable
        LaneState lane = before;
        for (MessageEvent event : step.events()) {
            if (event instanceof MessageEvent.OfMessage of) {
                unit.put(Stores.MESSAGES, Stores.messageKey(sender, of.intent()), LaneFold.message(lane, of, unit.now()));
            }
            lane = machine.apply(lane, event, unit.now());
            unit.record(Stores.LANE_BOOK.positions(), sender, event, false);
        }
        if (lane != null && !step.events().isEmpty()) {
            unit.put(Stores.LANES, sender, lane);
        }
    }
}
