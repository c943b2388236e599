package io.sealstream.manager.topology;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.message.LaneCommand;
import io.sealstream.manager.domain.message.LaneCommand.FillMessage;
import io.sealstream.manager.domain.message.LaneCommand.LocateMessage;
import io.sealstream.manager.domain.message.LaneMessage;
import io.sealstream.manager.domain.message.LaneState;
import io.sealstream.manager.domain.policy.LaneLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Planted bugs of lanes: a command is changed before the sound machine takes it. */
public final class PlantedLanes implements Family {
    private final Family sound;
    private final Change change;
    /** Nonces that a refusal should have freed, by lane. */
    private final Map<String, Integer> kept = new HashMap<>();

    /** What is wrong. */
    private interface Change {
        LaneCommand of(PlantedLanes planted, Unit unit, String lane, LaneCommand command);
    }

    private PlantedLanes(Family sound, Change change) {
        this.sound = sound;
        this.change = change;
    }

    /** A nonce that was filled in counts as used when the signer refuses. */
    public static UnaryOperator<Object> keepingNonces() {
        return family -> new PlantedLanes((Family) family, (planted, unit, lane, command) -> planted.keep(lane, command));
    }

    /** Once a message is replaced, its lane does not know the version before any more. */
    public static UnaryOperator<Object> forgettingVersions() {
        return family -> new PlantedLanes((Family) family, (planted, unit, lane, command) -> forget(unit, lane, command));
    }

    /** Messages come without the limits of their miner. */
    public static UnaryOperator<Object> ignoringLimits() {
        return family -> new PlantedLanes((Family) family, (planted, unit, lane, command) -> unlimited(command));
    }

    private LaneCommand keep(String lane, LaneCommand command) {
        return switch (command) {
            case LaneCommand.RefuseSignature c when !c.temporary() -> {
                kept.merge(lane, 1, Integer::sum);
                yield c;
            }
            case FillMessage c -> new FillMessage(c.requestId(), c.intent(), c.gasLimit(), c.gasFeeCap(), c.gasPremium(),
                    c.stateNonce() + kept.getOrDefault(lane, 0), c.baseFee());
            case LaneCommand c -> c;
        };
    }

    private static LaneCommand forget(Unit unit, String lane, LaneCommand command) {
        if (!(command instanceof LocateMessage c) || c.found() == null) {
            return command;
        }
        LaneState state = unit.get(Stores.LANES, lane);
        Optional<LaneMessage> message = state == null ? Optional.empty() : state.find(c.intent());
        Cid found = c.found();
        boolean old = message.filter(m -> m.versions().size() > 1)
                .filter(m -> m.versions().stream().anyMatch(v -> v.cid().equals(found)))
                .filter(m -> !m.versions().getLast().cid().equals(found)).isPresent();
        return old
                ? new LocateMessage(c.requestId(), c.intent(), Cid.sealed(new byte[32]), c.receipt(), c.baseFee(), c.stateNonce(),
                        c.readAt())
                : c;
    }

    private static LaneCommand unlimited(LaneCommand command) {
        if (!(command instanceof LaneCommand.QueueMessage c)) {
            return command;
        }
        Intent i = c.intent();
        return new LaneCommand.QueueMessage(new Intent(i.id(), i.request(), i.miner(), i.sender(), i.purpose(), i.to(), i.value(),
                i.method(), i.methodName(), i.params(), i.fees(), i.urgent(), i.validUntil(), i.confidence(), LaneLimits.NONE));
    }

    @Override
    public Optional<String> take(Unit unit, Pending pending) {
        Pending changed = pending.command() instanceof LaneCommand command
                ? new Pending(pending.target(), change.of(this, unit, pending.target().key(), command), pending.record(),
                        pending.wokenAfter())
                : pending;
        return sound.take(unit, changed);
    }

    @Override
    public Stores.Book book() {
        return sound.book();
    }

    @Override
    public void reorg(Unit unit, ChainEpoch revertedTo) {
        sound.reorg(unit, revertedTo);
    }

    @Override
    public void settle(Unit unit, Target target) {
        sound.settle(unit, target);
    }
}
