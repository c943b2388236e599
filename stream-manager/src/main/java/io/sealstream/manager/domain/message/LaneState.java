package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Frozen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One sender's messages.
 *
 * @param sender    robust key address
 * @param nextNonce nonce after the last signed one; null before the first
 * @param settled   epoch at which a nonce was last used for good; 0 before the first
 * @param parked    what a person must mend before the lane goes on, or null
 * @param paused    who holds it, or null
 * @param clients   last number of each operator's client whose order was taken
 * @param ledger    what messages have cost lately
 * @param open      messages that are not over, in order of arrival
 */
public record LaneState(Address sender, @Nullable Long nextNonce, long settled, @Nullable String parked, @Nullable Pause paused,
        SortedMap<String, Long> clients, Ledger ledger, List<LaneMessage> open) {
    /** Most messages that may be under way in one lane. */
    public static final int MAX_OPEN = 1_000;

    public LaneState {
        clients = Frozen.map(clients);
        open = List.copyOf(open);
    }

    static LaneState empty(Address sender) {
        return new LaneState(sender, null, 0, null, null, new TreeMap<>(), Ledger.EMPTY, List.of());
    }

    /** A message under way. */
    public Optional<LaneMessage> find(String intent) {
        return open.stream().filter(m -> m.intent().id().equals(intent)).findFirst();
    }

    /** The messages with a nonce, in the order of arrival. */
    Stream<LaneMessage> nonced() {
        return open.stream().filter(m -> m.nonce().isPresent());
    }

    LaneState with(LaneMessage message) {
        List<LaneMessage> next = new ArrayList<>(open);
        int at = indexOf(message.intent().id());
        if (message.isOver()) {
            next.remove(at);
        } else if (at < 0) {
            next.add(message);
        } else {
            next.set(at, message);
        }
        return new LaneState(sender, nextNonce, settled, parked, paused, clients, ledger, next);
    }

    private int indexOf(String intent) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).intent().id().equals(intent)) {
                return i;
            }
        }
        return -1;
    }

    LaneState withNonceUsed(long nonce) {
        long next = nextNonce == null ? nonce + 1 : Math.max(nextNonce, nonce + 1);
        return new LaneState(sender, next, settled, parked, paused, clients, ledger, open);
    }

    LaneState withSettled(ChainEpoch at) {
        return new LaneState(sender, nextNonce, Math.max(settled, at.value()), parked, paused, clients, ledger, open);
    }

    LaneState withParked(@Nullable String reason) {
        return new LaneState(sender, nextNonce, settled, reason, paused, clients, ledger, open);
    }

    LaneState withPaused(@Nullable Pause pause) {
        return new LaneState(sender, nextNonce, settled, parked, pause, clients, ledger, open);
    }

    LaneState withOrder(String client, long number) {
        SortedMap<String, Long> next = new TreeMap<>(clients);
        next.put(client, number);
        return new LaneState(sender, nextNonce, settled, parked, paused, next, ledger, open);
    }

    /** What a message has cost in the end; nothing for one without a miner. */
    LaneState withSpent(LaneMessage m, ChainEpoch at, TokenAmount fee) {
        return m.intent().miner() == null || !fee.isPositive()
                ? this
                : new LaneState(sender, nextNonce, settled, parked, paused, clients,
                        ledger.with(m.intent().miner(), m.intent().purpose(), at, fee), open);
    }
}
