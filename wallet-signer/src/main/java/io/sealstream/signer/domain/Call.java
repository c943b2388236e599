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

    /** A plain transfer of value. */
    record Send() implements Call {
        @Override
        public String name() {
            return "send";
        }
    }

    /** A known method, with parameters that decode as this method's. */
    record Known(ActorMethod method) implements Call {
        @Override
        public String name() {
            return method.fullName();
        }
    }

    /** A method of an actor that the signer does not understand. */
    record Unknown(Address to, long number) implements Call {
        @Override
        public String name() {
            return "method " + Long.toUnsignedString(number) + " of " + to;
        }
    }

    /**
     * The call of a message. The kind of the receiver is not in a message, so the parameters must decode as those of the method: another
     * actor's call under the same number (a multisig's, say) does not pass for a miner's.
     *
     * @throws CodecException if the parameters do not fit the method
     */
    static Call of(Message message) {
        if (message.method() == Method.SEND) {
            return new Send();
        }
        Optional<ActorMethod> method = mayHaveMethods(message.to())
                ? Method.of(message.to(), message.method())
                : Optional.empty();
        if (method.isEmpty() || method.get().isGone()) {
            return new Unknown(message.to(), message.method());
        }
        requireParams(method.get(), message);
        return new Known(method.get());
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
