package io.sealstream.manager.domain.batch;

import io.sealstream.manager.domain.Frozen;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import io.sealstream.manager.domain.batch.Due.Held;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The sectors of a miner that need a message.
 *
 * @param gatherings sectors in no message, by its kind
 * @param open       messages that are not over, by intent
 */
public record Batches(SortedMap<Purpose, Gathering> gatherings, SortedMap<String, OpenBatch> open) {
    public static final Batches NONE = new Batches(new TreeMap<>(), new TreeMap<>());

    public Batches {
        gatherings = Frozen.map(gatherings);
        open = Frozen.map(open);
    }

    /** What waits for a kind of message. */
    public Gathering gathering(Purpose purpose) {
        return gatherings.getOrDefault(purpose, Gathering.NONE);
    }

    /** A sector waits. */
    public Batches with(Purpose purpose, Member member) {
        return with(purpose, gathering(purpose).with(member));
    }

    /** Sectors shall leave. */
    public Batches with(Purpose purpose, Due due) {
        return with(purpose, gathering(purpose).with(due));
    }

    /** What is due cannot leave; null: nothing is missing any more. */
    public Batches held(Purpose purpose, @Nullable Held held) {
        Due due = gathering(purpose).due();
        return due == null ? this : with(purpose, due.with(held));
    }

    /** A node aggregates proofs. */
    public Batches with(Aggregation aggregation) {
        return with(Purpose.PROVE_COMMIT, gathering(Purpose.PROVE_COMMIT).with(aggregation));
    }

    /** Nobody aggregates any more. */
    public Batches dropped(String intent) {
        return with(Purpose.PROVE_COMMIT, gathering(Purpose.PROVE_COMMIT).dropped(intent));
    }

    /** A message takes its sectors along. */
    public Batches with(OpenBatch batch) {
        TreeMap<String, OpenBatch> next = new TreeMap<>(open);
        next.put(batch.intent(), batch);
        return new Batches(without(batch.sectors()).gatherings, next);
    }

    /** A message is over. */
    public Batches closed(String intent) {
        TreeMap<String, OpenBatch> next = new TreeMap<>(open);
        next.remove(intent);
        return new Batches(gatherings, next);
    }

    /** Sectors wait for no message any more. */
    public Batches without(Collection<Long> sectors) {
        Batches rest = this;
        for (Purpose purpose : gatherings.keySet()) {
            rest = rest.with(purpose, gathering(purpose).without(sectors));
        }
        return rest;
    }

    private Batches with(Purpose purpose, Gathering gathering) {
        TreeMap<Purpose, Gathering> next = new TreeMap<>(gatherings);
        if (gathering.waiting().isEmpty()) {
            next.remove(purpose);
        } else {
            next.put(purpose, gathering);
        }
        return new Batches(next, open);
    }
}
