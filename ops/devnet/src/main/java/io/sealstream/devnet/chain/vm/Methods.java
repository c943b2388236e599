package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.miner.Effects;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.MinerCall;
import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.actors.Method;
import io.sealstream.filecoin.actors.MinerMethod;

/** Which code a message runs. Works on a draft state, which the caller drops when the method refuses. */
final class Methods {
    private static final long PUBKEY_ADDRESS = 2;

    private final Scene scene;
    private final ChainState draft;
    private final GasMeter gas;

    Methods(Scene scene, ChainState draft, GasMeter gas) {
        this.scene = gas.metered(scene);
        this.draft = draft;
        this.gas = gas;
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
            case ACCOUNT -> account(receiver, message);
        };
    }

    private static Abort unhandled(Message message) {
        return Abort.of(ExitCode.USR_UNHANDLED_MESSAGE,
                "method " + Long.toUnsignedString(message.method()) + " of " + message.to() + " not found");
    }

    /** Params are needed and must be readable; exit code 16 for none, 21 for others (builtin-actors {@code dispatch.rs}). */
    static <T> T params(Shape<T> shape, Message message) {
        if (message.params().isEmpty()) {
            throw Abort.illegalArgument("method expects arguments");
        }
        try {
            return shape.fromCbor(message.params().toArray());
        } catch (CodecException e) {
            throw Abort.of(ExitCode.USR_SERIALIZATION, "params cannot be decoded: " + e.getMessage());
        }
    }

    static void requireNoParams(Message message) {
        if (!message.params().isEmpty()) {
            throw Abort.illegalArgument("method expects no arguments");
        }
    }

    private Effects system(Actor sender, Actor receiver, Message message) {
        if (AdminMethods.has(receiver.idAddress(), message.method())) {
            gas.charge(StateGas.read());
            return new AdminMethods(scene, draft).run(sender, message);
        }
        if (!receiver.idAddress().equals(Address.POWER)) {
            throw unhandled(message);
        }
        return new PowerMethods(scene, draft, gas).run(sender, message).orElseThrow(() -> unhandled(message));
    }

    /** An account answers its key address, and takes every exported method in silence (actors/account {@code fallback}). */
    private Effects account(Actor receiver, Message message) {
        if (message.method() == PUBKEY_ADDRESS && receiver.robust() != null) {
            requireNoParams(message);
            gas.charge(StateGas.read());
            return Effects.NONE.returning(Shapes.ADDRESS.toCbor(receiver.robust()));
        }
        if (Long.compareUnsigned(message.method(), Method.FIRST_EXPORTED) >= 0) {
            return Effects.NONE;
        }
        throw unhandled(message);
    }

    private Effects miner(Actor sender, Actor receiver, Message message) {
        MinerMethods.Handler<?> handler = MinerMethod.of(message.method()).flatMap(MinerMethods::find)
                .orElseThrow(() -> unhandled(message));
        Miner miner = draft.draftMiner(receiver.id());
        MinerCall call = new MinerCall(miner, sender.idAddress(), draft.balance(receiver.id()), scene, draft, draft,
                new DataCalls(draft, miner.id(), scene, gas));
        Effects effects = handler.run(call, message, gas);
        settle(draft, receiver.id(), effects);
        Cron.enroll(draft, miner, effects, scene, scene.now());
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
