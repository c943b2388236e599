package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSetKey;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** The tipsets of one line of chain. One thread adds, any may read: an entry is complete before it becomes the head. */
public final class ChainStore {
    private final ConcurrentNavigableMap<Long, Entry> byHeight = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<TipSetKey, Entry> byKey = new ConcurrentHashMap<>();
    private final ConcurrentMap<Cid, Entry> byBlock = new ConcurrentHashMap<>();
    private final ConcurrentMap<Cid, Place> messages = new ConcurrentHashMap<>();
    private final ConcurrentMap<Slot, Place> slots = new ConcurrentHashMap<>();
    private volatile Entry head;

    /** Where a message was executed. */
    public record Place(long height, int index) {}

    private record Slot(Address sender, long nonce) {}

    public ChainStore(Entry genesis) {
        head = genesis;
        index(genesis);
    }

    private void index(Entry entry) {
        byHeight.put(entry.height(), entry);
        byKey.put(entry.key(), entry);
        entry.key().cids().forEach(block -> byBlock.put(block, entry));
        for (int i = 0; i < entry.messages().size(); i++) {
            SignedMessage message = entry.messages().get(i);
            Place place = new Place(entry.height(), i);
            messages.put(message.cid(), place);
            slots.put(new Slot(message.message().from(), message.message().nonce()), place);
        }
    }

    /** Makes an entry over the head the new head. */
    public void add(Entry entry) {
        if (!entry.tipSet().parents().equals(head.key())) {
            throw new IllegalArgumentException("tipset at " + entry.height() + " does not stand on the head at " + head.height());
        }
        index(entry);
        head = entry;
    }

    /**
     * Cuts the chain: the last tipset not above a height becomes the head, and nothing above it can be found any more.
     *
     * @return what was cut off, rising
     */
    List<Entry> cut(long height) {
        List<Entry> reverted = List.copyOf(above(height).values());
        head = atOrBefore(height);
        for (Entry entry : reverted) {
            byHeight.remove(entry.height());
            byKey.remove(entry.key());
            entry.key().cids().forEach(byBlock::remove);
            entry.messages().forEach(message -> {
                messages.remove(message.cid());
                slots.remove(new Slot(message.message().from(), message.message().nonce()));
            });
        }
        return reverted;
    }

    public Entry head() {
        return head;
    }

    /** The tipset of a key; the empty key means the head. */
    public Optional<Entry> find(TipSetKey key) {
        return key.isEmpty() ? Optional.of(head) : Optional.ofNullable(byKey.get(key));
    }

    /** The tipset that a block is part of. */
    public Optional<Entry> withBlock(Cid block) {
        return Optional.ofNullable(byBlock.get(block));
    }

    public Optional<Entry> at(long height) {
        return Optional.ofNullable(byHeight.get(height));
    }

    /** The last tipset not after a height. */
    public Entry atOrBefore(long height) {
        Map.Entry<Long, Entry> found = byHeight.floorEntry(height);
        return found == null ? byHeight.firstEntry().getValue() : found.getValue();
    }

    /** The first tipset not before a height. */
    public Optional<Entry> atOrAfter(long height) {
        return Optional.ofNullable(byHeight.ceilingEntry(height)).map(Map.Entry::getValue);
    }

    /** The parent; empty for genesis. */
    public Optional<Entry> parent(Entry entry) {
        return Optional.ofNullable(byHeight.lowerEntry(entry.height())).map(Map.Entry::getValue);
    }

    /** The tipset that stands on this one; empty for the head. */
    public Optional<Entry> child(Entry entry) {
        return Optional.ofNullable(byHeight.higherEntry(entry.height())).map(Map.Entry::getValue);
    }

    /** Tipsets above a height, rising. */
    public NavigableMap<Long, Entry> above(long height) {
        return byHeight.tailMap(height, false);
    }

    /** All tipsets, from the head to genesis. */
    public Stream<Entry> falling() {
        return byHeight.descendingMap().values().stream();
    }

    /** Where the message with this on-chain CID was executed. */
    public Optional<Place> executed(Cid cid) {
        return Optional.ofNullable(messages.get(cid));
    }

    /** Where the message with this sender and nonce was executed. */
    public Optional<Place> executed(Address sender, long nonce) {
        return Optional.ofNullable(slots.get(new Slot(sender, nonce)));
    }

    public Entry entry(Place place) {
        return Objects.requireNonNull(byHeight.get(place.height()));
    }
}
