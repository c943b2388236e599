package io.sealstream.signer.edge.gateway;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.GatewayChallenge;
import io.sealstream.rpc.JsonRpcSocket.Subscription;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One registration at a gateway, from the call that opens the channel to its end. Used on one event loop. */
final class Session {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Our random part of the bytes by which keys are proven; fresh in each session. */
    final Bytes challenge;
    /** What the gateway thinks is here. */
    private final Set<Address> announced = new LinkedHashSet<>();
    /** The channel's id at the gateway, once it has accepted us. */
    @Nullable
    String channel;
    @Nullable
    Subscription subscription;
    /** An announcement is on its way: one at a time. */
    boolean announcing;
    /** Requests that are not answered yet. */
    int outstanding;

    Session() {
        byte[] random = new byte[GatewayChallenge.RANDOM_BYTES];
        RANDOM.nextBytes(random);
        challenge = Bytes.of(random);
    }

    void listed(List<Address> addresses) {
        announced.clear();
        announced.addAll(addresses);
    }

    void added(List<Address> addresses) {
        announced.addAll(addresses);
    }

    void removed(List<Address> addresses) {
        announced.removeAll(Set.copyOf(addresses));
    }

    /** Keys that the gateway does not know. */
    List<Address> missing(List<Address> keys) {
        return keys.stream().filter(key -> !announced.contains(key)).toList();
    }

    /** Keys that the gateway thinks are here, but are not. */
    List<Address> gone(List<Address> keys) {
        Set<Address> here = Set.copyOf(keys);
        return announced.stream().filter(key -> !here.contains(key)).toList();
    }

    void cancel() {
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
