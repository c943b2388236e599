package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.miner.Effects;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.MinerCall;
import io.sealstream.devnet.chain.miner.NewMiner;
import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.actors.CreateMinerParams;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.actors.Method;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PowerMethod;
import java.util.Optional;
import java.util.Set;

/** Which code a message runs. Works on a draft state, which the caller drops when the method refuses. */
final class Methods {
    private static final Set<PowerMethod> POWER = Set.of(PowerMethod.CREATE_MINER, PowerMethod.CREATE_MINER_EXPORTED);

    private final Scene scene;
    private final ChainState draft;
    private final GasMeter gas;

    Methods(Scene scene, ChainState draft, GasMeter gas) {
        this.scene = gas.metered(scene);
        this.draft = draft;
        this.gas = gas;
    }

    /**
     * The method that the real chain has and this one does not model, if the message calls one. Such messages are not taken into the pool,
     * because no honest receipt can be written for them.
     */
    static Optional<ActorMethod> unmodelled(ChainState state, Message message) {
        Optional<Actor> receiver = state.find(message.to());
        if (receiver.isEmpty() || message.method() == Method.SEND) {
            return Optional.empty();
        }
        return switch (receiver.get().kind()) {
            case MINER ->
                MinerMethod.of(message.method()).filter(method -> !method.isGone() && MinerMethods.find(method).isEmpty())
                        .map(m -> m);
            case SYSTEM -> message.to().equals(Address.POWER)
                    ? PowerMethod.of(message.method()).filter(method -> !method.isGone() && !POWER.contains(method)).map(m -> m)
                    : Optional.empty();
            case ACCOUNT -> Optional.empty();
        };
    }

    /** Moves the value and runs the method of the receiver. */
    Effects run(Actor sender, Actor receiver, Message message) {
        draft.transfer(sender.id(), receiver.id(), message.value());
        if (message.method() == Method.SEND) {
            return Effects.NONE;
        }
        return switch (receiver.kind()) {
            case MINER -> miner(sender, receiver, message);
            case SYSTEM -> system(sender, receiver, message);
            case ACCOUNT -> throw unhandled(message);
        };
    }

    private static Abort unhandled(Message message) {
        return Abort.of(ExitCode.USR_UNHANDLED_MESSAGE,
                "method " + Long.toUnsignedString(message.method()) + " of " + message.to() + " not found");
    }

    static <T> T params(Shape<T> shape, Message message) {
        try {
            return shape.fromCbor(message.params().toArray());
        } catch (CodecException e) {
            throw Abort.of(ExitCode.USR_SERIALIZATION, "params cannot be decoded: " + e.getMessage());
        }
    }

    private Effects system(Actor sender, Actor receiver, Message message) {
        if (!receiver.idAddress().equals(Address.POWER) || PowerMethod.of(message.method()).filter(POWER::contains).isEmpty()) {
            throw unhandled(message);
        }
        gas.charge(StateGas.createMiner());
        CreateMinerParams params = params(CreateMinerParams.SHAPE, message);
        ActorId id = draft.nextId();
        Miner miner = NewMiner.create(id, params, message.value(), scene, draft);
        Address robust = Address.newActor(sender.robust() == null ? sender.idAddress() : sender.robust(), message.nonce(), 0);
        draft.createMiner(miner, robust);
        draft.transfer(receiver.id(), id.value(), message.value());
        draft.addPledge(miner.funds().locked());
        return Effects.NONE.returning(new CreateMinerReturn(id.address(), robust).toCbor());
    }

    private Effects miner(Actor sender, Actor receiver, Message message) {
        MinerMethods.Handler<?> handler = MinerMethod.of(message.method()).flatMap(MinerMethods::find)
                .orElseThrow(() -> unhandled(message));
        Miner miner = draft.draftMiner(receiver.id());
        MinerCall call = new MinerCall(miner, sender.idAddress(), draft.balance(receiver.id()), scene, draft);
        Effects effects = handler.run(call, message, gas);
        settle(draft, receiver.id(), effects);
        if (effects.startCron()) {
            draft.enroll(receiver.id(), miner.deadlineAt(scene.now(), scene.rules().policy().schedule()).last());
        }
        return effects;
    }

    /** What a miner method asks of the power actor, the burnt funds, other accounts and the pledge total. */
    static void settle(ChainState draft, long miner, Effects effects) {
        draft.addPower(miner, effects.power());
        draft.transfer(miner, Address.BURNT_FUNDS.actorId().orElseThrow().value(), effects.burn());
        effects.payments().forEach(payment -> draft.transfer(miner, payment.to(), payment.amount()));
        draft.addPledge(effects.pledge());
    }
}
