package io.sealstream.signer.domain;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Address.Protocol;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.actors.Method;
import java.util.Optional;

/** What a message calls, named as a policy names it. */
public sealed interface Call {
    /** Ids below this one are the network's own actors (builtin-actors {@code FIRST_NON_SINGLETON_ADDR}); only f04 has calls we know. */
    long FIRST_ORDINARY_ID = 100;

    /** The name in a policy and in the record: {@code send}, {@code miner.SubmitWindowedPoSt}. */
    String name();

    /** The method number. */
    long number();

    /** A plain transfer of value. */
    record Send() implements Call {
        @Override
        public String name() {
            return "send";
        }

        @Override
        public long number() {
            return Method.SEND;
        }
    }

    /**
     * A transfer of nothing from a key to itself: how a lane gives a stuck nonce away. It moves no money and can only burn gas within its
     * own fee limit.
     */
    record NoOp() implements Call {
        @Override
        public String name() {
            return "no-op";
        }

        @Override
        public long number() {
            return Method.SEND;
        }
    }

    /** A known method, with parameters that decode as this method's. */
    record Known(ActorMethod method) implements Call {
        @Override
        public String name() {
            return method.fullName();
        }

        @Override
        public long number() {
            return method.number();
        }
    }

    /**
     * A method of an actor that the signer does not understand.
     *
     * @param problem why the parameters do not fit the method that has this number at miners, or empty where no method has it
     */
    record Unknown(Address to, long number, String problem) implements Call {
        @Override
        public String name() {
            return "method " + Long.toUnsignedString(number) + " of " + to;
        }
    }

    /**
     * The call of a message. The kind of the receiver is not in a message, so the parameters must decode as those of the method: another
     * actor's call under the same number (a multisig's, say) does not pass for a miner's.
     */
    static Call of(Message message) {
        if (message.method() == Method.SEND) {
            return isNoOp(message) ? new NoOp() : new Send();
        }
        Optional<ActorMethod> method = mayHaveMethods(message.to())
                ? Method.of(message.to(), message.method())
                : Optional.empty();
        if (method.isEmpty() || method.get().isGone()) {
            return new Unknown(message.to(), message.method(), "");
        }
        try {
            requireParams(method.get(), message);
            return new Known(method.get());
        } catch (CodecException e) {
            return new Unknown(message.to(), message.method(), String.valueOf(e.getMessage()));
        }
    }

    private static boolean isNoOp(Message message) {
        return message.to().equals(message.from()) && message.value().isZero() && message.params().isEmpty();
    }

    private static boolean mayHaveMethods(Address to) {
        if (to.protocol() == Protocol.ID) {
            return to.equals(Address.POWER) || to.actorId().orElseThrow().value() >= FIRST_ORDINARY_ID;
        }
        return to.protocol() == Protocol.ACTOR;
    }

    private static void requireParams(ActorMethod method, Message message) {
        try {
            if (method.params().isPresent()) {
                method.params().get().fromCbor(message.params().toArray());
            } else if (!message.params().isEmpty()) {
                throw CodecException.of(message.params().length() + " bytes, but the method takes none");
            }
        } catch (CodecException e) {
            throw e.inside("parameters of " + method.fullName());
        }
    }
}
