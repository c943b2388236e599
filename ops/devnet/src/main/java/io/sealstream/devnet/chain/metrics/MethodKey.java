package io.sealstream.devnet.chain.metrics;

import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ActorNames;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.actors.Method;
import java.util.Comparator;
import java.util.Optional;

/**
 * What is counted together.
 *
 * @param actor    name of the receiver's code, such as {@code storageminer}; {@code none} where nobody has the address
 * @param method   number, unsigned
 * @param exitCode of the receipt
 */
public record MethodKey(String actor, long method, long exitCode) implements Comparable<MethodKey> {
    private static final String NOBODY = "none";
    private static final Comparator<MethodKey> ORDER = Comparator.comparing(MethodKey::actor)
            .thenComparing(MethodKey::method, Long::compareUnsigned).thenComparingLong(MethodKey::exitCode);
    /** Some miner: every receiver that is not f04 is taken for one where methods are named. */
    private static final Address MINER = Address.id(1000);

    static MethodKey of(Message message, MessageReceipt receipt, ChainState after) {
        Optional<Actor> receiver = after.find(message.to());
        return new MethodKey(receiver.map(ActorNames::of).orElse(NOBODY), message.method(), receipt.exitCode());
    }

    /** The Go name of the method, {@code Send}, or its number. */
    public String methodName() {
        if (method == Method.SEND) {
            return "Send";
        }
        Optional<ActorMethod> known = switch (actor) {
            case "storageminer" -> Method.of(MINER, method);
            case "storagepower" -> Method.of(Address.POWER, method);
            default -> Optional.empty();
        };
        return known.map(ActorMethod::methodName).orElse("method " + Long.toUnsignedString(method));
    }

    @Override
    public int compareTo(MethodKey other) {
        return ORDER.compare(this, other);
    }
}
