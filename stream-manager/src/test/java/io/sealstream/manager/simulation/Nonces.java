package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.manager.domain.message.MessageEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The nonces of each lane: one that is used on chain is not given again, and none is left out. A gap may open for a while, when the chain takes
 * back what it had, or another key holder's message is lost; it must be closed as soon as everybody can work.
 */
final class Nonces {
    /** Epochs in which nothing was wrong that are enough to close a gap. */
    private static final long CLOSING = 35;
    /** How old the chain's word on a nonce may be: a lagging node, an answer that was delayed. */
    private static final long OLDEST_WORD = 40;

    private final World world;
    private final SimChain chain;
    private final Outside outside;
    private final Set<Address> lanes;
    private final Map<Address, NavigableMap<Long, Long>> used = new HashMap<>();
    private final Map<Address, Set<Long>> signed = new HashMap<>();
    private final Map<Address, Long> openSince = new HashMap<>();

    Nonces(World world, SimChain chain, Outside outside, Set<Address> lanes) {
        this.world = world;
        this.chain = chain;
        this.outside = outside;
        this.lanes = Set.copyOf(lanes);
        chain.onBlock(block -> note(block.entry()));
        chain.onRevert(entry -> used.values().forEach(heights -> heights.tailMap(entry.height(), true).clear()));
    }

    private void note(Entry entry) {
        lanes.forEach(lane -> used.computeIfAbsent(lane, each -> new TreeMap<>()).put(entry.height(), next(lane, entry.after())));
        if (signed.isEmpty()) {
            return;
        }
        lanes.forEach(this::lookForGap);
    }

    private static long next(Address lane, ChainState state) {
        return state.find(lane).map(Actor::nonce).orElse(0L);
    }

    /** A nonce is given to a message. */
    void filled(MessageEvent.MessageFilled e) {
        NavigableMap<Long, Long> heights = used.getOrDefault(e.sender(), new TreeMap<>());
        Map.Entry<Long, Long> known = heights.floorEntry(world.calm().head() - OLDEST_WORD);
        requireNext(e);
        boolean again = signed.getOrDefault(e.sender(), Set.of()).contains(e.fill().nonce());
        if (known != null && e.fill().nonce() < known.getValue() && !again) {
            throw new Violation("lanes",
                    "nonce " + e.fill().nonce() + " of " + e.sender() + " was used before epoch " + known.getKey()
                            + ", and is given to " + e.intent());
        }
    }

    /** A key that nobody else has used has no gaps but those that the lane makes itself. */
    private void requireNext(MessageEvent.MessageFilled e) {
        Set<Long> ours = signed.getOrDefault(e.sender(), Set.of());
        long expected = next(e.sender(), chain.state());
        while (ours.contains(expected)) {
            expected++;
        }
        if (e.fill().nonce() > expected && !outside.used(e.sender())) {
            throw new Violation("lanes", "nonce " + e.fill().nonce() + " of " + e.sender() + " is given to " + e.intent()
                    + ", and nobody has a message for nonce " + expected);
        }
    }

    void signed(SignedMessage message) {
        Message body = message.message();
        signed.computeIfAbsent(body.from(), each -> new HashSet<>()).add(body.nonce());
    }

    private void lookForGap(Address lane) {
        Set<Long> ours = signed.getOrDefault(lane, Set.of());
        long next = next(lane, chain.state());
        boolean gap = !ours.contains(next) && ours.stream().anyMatch(nonce -> nonce > next) && !waits(lane, next);
        if (!gap) {
            openSince.remove(lane);
            return;
        }
        long since = openSince.computeIfAbsent(lane, each -> world.calm().head());
        if (world.calm().longest(since, world.calm().head()) > CLOSING) {
            throw new Violation("lanes", "nobody has a message for nonce " + next + " of " + lane + " since epoch " + since
                    + ", and later nonces wait");
        }
    }

    private boolean waits(Address lane, long nonce) {
        return chain.chain().pool().ready(lane, chain.state()).stream().anyMatch(each -> each.message().nonce() == nonce);
    }
}
