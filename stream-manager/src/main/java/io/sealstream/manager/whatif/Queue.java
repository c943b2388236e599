package io.sealstream.manager.whatif;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import io.sealstream.manager.domain.batch.BatchPolicy.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BiConsumer;

/** Sectors before one kind of message: those to come, those that wait, and when their departure is looked at again. */
final class Queue {
    /** A sector before its message. */
    record Waiting(Arrival sector, Member member) {
        long ready() {
            return member.readyAt().value();
        }

        long lastSafe() {
            return member.lastSafe().value();
        }
    }

    private final PriorityQueue<Waiting> coming = new PriorityQueue<>(
            Comparator.comparingLong(Waiting::ready).thenComparingLong(w -> w.member().sector()));
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private final List<Member> members = new ArrayList<>();
    private final Contender.Stage stage;
    private final FeeSeries fees;
    private long lookAt = Long.MAX_VALUE;

    Queue(Contender.Stage stage, FeeSeries fees) {
        this.stage = stage;
        this.fees = fees;
    }

    void add(Arrival sector, long ready, long lastSafe) {
        coming.add(new Waiting(sector, new Member(sector.sector(), ChainEpoch.of(ready), ChainEpoch.of(lastSafe))));
    }

    /** Next epoch at which something happens here. */
    long next() {
        Waiting first = coming.peek();
        return first == null ? lookAt : Math.min(lookAt, first.ready());
    }

    /** Lets this epoch pass; whoever leaves is given away. */
    void pass(long now, BiConsumer<Long, List<Waiting>> leave) {
        for (Waiting next = coming.peek(); next != null && next.ready() <= now; next = coming.peek()) {
            coming.remove();
            waiting.put(next.member().sector(), next);
            members.add(next.member());
            decide(now, leave);
        }
        if (lookAt <= now) {
            decide(now, leave);
        }
    }

    private void decide(long now, BiConsumer<Long, List<Waiting>> leave) {
        lookAt = Long.MAX_VALUE;
        while (!members.isEmpty()) {
            switch (stage.departure().decide(members, ChainEpoch.of(now), fees.seenAt(now))) {
                case Verdict.Flush flush -> leave.accept(now, take(flush.sectors()));
                case Verdict.Hold hold -> {
                    lookAt = Math.max(now + 1, hold.lookAt().value());
                    return;
                }
            }
        }
    }

    private List<Waiting> take(List<Long> sectors) {
        Set<Long> gone = new HashSet<>(sectors);
        members.removeIf(each -> gone.contains(each.sector()));
        return sectors.stream().map(each -> Objects.requireNonNull(waiting.remove(each))).toList();
    }
}
