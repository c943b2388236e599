package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.miner.Effects;
import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.devnet.chain.state.NetworkTotals;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.GasPrices;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import java.util.Optional;

/**
 * Applies messages and cron to states. Pure: state in, state out. A method that refuses leaves nothing behind but the nonce and the gas
 * payment (ref-fvm {@code executor/default.rs}).
 */
public final class Executor {
    private static final long BURNT = Address.BURNT_FUNDS.actorId().orElseThrow().value();
    private static final long REWARD = Address.REWARD.actorId().orElseThrow().value();

    private Executor() {}

    /** Applies a signed message of a block. */
    public static Applied apply(ChainState before, SignedMessage signed, TokenAmount baseFee, Scene scene) {
        return apply(before, signed.message(), signed.chainLength(), baseFee, scene);
    }

    /**
     * Applies a message as a trial: free of charge, from any nonce, with all the gas of a block.
     *
     * @param chainLength bytes it will have on chain
     */
    public static Applied tryOut(ChainState before, Message message, int chainLength, Scene scene) {
        long nonce = before.find(message.from()).map(Actor::nonce).orElse(message.nonce());
        Message trial = message.withNonce(nonce).withGas(Gas.BLOCK_LIMIT, TokenAmount.ZERO, TokenAmount.ZERO);
        return apply(before, trial, chainLength, TokenAmount.ZERO, scene);
    }

    private static Applied apply(ChainState before, Message message, int chainLength, TokenAmount baseFee, Scene scene) {
        Optional<Applied> refused = preflight(before, message, chainLength);
        if (refused.isPresent()) {
            return refused.get();
        }
        Actor sender = before.find(message.from()).orElseThrow();
        ChainState paid = before.fork();
        paid.raiseNonce(sender.id());
        paid.transfer(sender.id(), REWARD, message.maxFee());
        GasMeter gas = new GasMeter();
        gas.charge(GasPrices.onChainMessage(chainLength));
        Outcome outcome = run(paid, message, gas, scene);
        long used = Math.min(gas.used(), message.gasLimit());
        Gas.Outputs outputs = Gas.outputs(used, message.gasLimit(), baseFee, message.gasFeeCap(), message.gasPremium());
        outcome.state().transfer(REWARD, sender.id(), outputs.refund());
        outcome.state().transfer(REWARD, BURNT, outputs.baseFeeBurn().plus(outputs.overEstimationBurn()));
        MessageReceipt receipt = new MessageReceipt(outcome.code().code(), outcome.effects().returned(), used);
        return new Applied(outcome.state(), receipt, outputs, outcome.error(), outcome.effects().storedProof());
    }

    /** Messages that fail here pay nothing and keep their nonce; a block should not hold them. */
    private static Optional<Applied> preflight(ChainState before, Message message, int chainLength) {
        Optional<Actor> sender = before.find(message.from()).filter(actor -> actor.kind() == Actor.Kind.ACCOUNT);
        if (GasPrices.onChainMessage(chainLength) > message.gasLimit()) {
            return refuse(before, ExitCode.SYS_OUT_OF_GAS,
                    "gas limit " + message.gasLimit() + " does not cover the message's inclusion");
        }
        if (sender.isEmpty()) {
            return refuse(before, ExitCode.SYS_SENDER_INVALID, "sender " + message.from() + " is not an account");
        }
        if (sender.get().nonce() != message.nonce()) {
            return refuse(before, ExitCode.SYS_SENDER_STATE_INVALID,
                    "nonce " + Long.toUnsignedString(message.nonce()) + " is not the sender's next, " + sender.get().nonce());
        }
        if (sender.get().balance().compareTo(message.maxFee()) < 0) {
            return refuse(before, ExitCode.SYS_SENDER_STATE_INVALID,
                    "balance " + sender.get().balance() + " does not cover the gas, " + message.maxFee());
        }
        return Optional.empty();
    }

    private static Optional<Applied> refuse(ChainState state, ExitCode code, String why) {
        return Optional.of(new Applied(state, new MessageReceipt(code.code(), Bytes.EMPTY, 0), Applied.FREE, why, null));
    }

    private record Outcome(ChainState state, ExitCode code, Effects effects, String error) {
        static Outcome failed(ChainState unchanged, ExitCode code, String why) {
            return new Outcome(unchanged, code, Effects.NONE, why);
        }
    }

    private static Outcome run(ChainState paid, Message message, GasMeter gas, Scene scene) {
        ChainState draft = paid.fork();
        try {
            Effects effects = call(draft, message, gas, scene);
            gas.charge(GasPrices.onChainReturn(effects.returned().length()));
            if (gas.used() > message.gasLimit()) {
                return Outcome.failed(paid, ExitCode.SYS_OUT_OF_GAS,
                        "out of gas: limit " + message.gasLimit() + ", needed " + gas.used());
            }
            return new Outcome(draft, ExitCode.OK, effects, "");
        } catch (Abort refusal) {
            if (gas.used() > message.gasLimit()) {
                return Outcome.failed(paid, ExitCode.SYS_OUT_OF_GAS, "out of gas: limit " + message.gasLimit());
            }
            return Outcome.failed(paid, refusal.code(), refusal.why());
        }
    }

    private static Effects call(ChainState draft, Message message, GasMeter gas, Scene scene) {
        Actor sender = draft.find(message.from()).orElseThrow();
        Optional<Actor> known = draft.find(message.to());
        if (known.isEmpty()
                && (message.to().protocol() != Address.Protocol.BLS && message.to().protocol() != Address.Protocol.SECP256K1)) {
            throw Abort.of(ExitCode.SYS_INVALID_RECEIVER, "there is no actor " + message.to());
        }
        gas.charge(StateGas.call(known.isEmpty()));
        Actor receiver = known.orElseGet(() -> draft.createAccount(message.to()));
        return new Methods(scene, draft, gas).run(sender, receiver, message);
    }

    /** The cron of one epoch: every miner whose deadline ends with it; then the totals that the next epoch sees. */
    public static ChainState cron(ChainState before, Scene scene) {
        NetworkTotals shown = before.totals();
        boolean due = before.nextCron().filter(epoch -> !epoch.isAfter(scene.now())).isPresent();
        long minimum = scene.rules().policy().minimumPower();
        if (!due && shown.equals(before.totalsNow(minimum))) {
            return before;
        }
        ChainState draft = before.fork();
        draft.takeDue(scene.now()).forEach(event -> Cron.run(draft, event, scene));
        draft.showTotals(draft.totalsNow(minimum));
        return draft;
    }
}
