package io.sealstream.manager.rebuild;

import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.kafka.AdminCalls;
import io.sealstream.schemas.runtime.Backoff;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** The consumer group of the manager: who is in it, how far it has read, and whether its transactions are over. */
final class ManagerGroup {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
    /** A killed manager's transaction is ended by the broker within its timeout (10 s) and the broker's next look (10 s). */
    private static final Duration TRANSACTION_PATIENCE = Duration.ofSeconds(60);

    private final Admin admin;
    private final String group;
    private final Duration session;

    ManagerGroup(Admin admin, String group, Duration session) {
        this.admin = admin;
        this.group = group;
        this.session = session;
    }

    /** @throws RebuildRefusedException where somebody is in the group */
    void requireEmpty() {
        Collection<MemberDescription> members;
        try {
            var groups = AdminCalls.await(admin.describeConsumerGroups(List.of(group)).all(), "describing group " + group);
            members = Objects.requireNonNull(groups.get(group), "the broker left the group out of its answer").members();
        } catch (GroupIdNotFoundException e) {
            return;
        }
        if (!members.isEmpty()) {
            throw new RebuildRefusedException("a manager is running: group " + group + " has " + members.stream()
                    .map(m -> m.groupInstanceId().orElse(m.consumerId()) + " at " + m.host()).sorted().distinct()
                    .collect(Collectors.joining(", ")) + "; stop it, then wait until its session of " + session.toSeconds()
                    + " s is over, and try again");
        }
    }

    /** Offset of the first record that the group has not taken; empty where it never committed one. */
    OptionalLong next(TopicPartition place) {
        OffsetAndMetadata committed = offsets().get(place);
        return committed == null ? OptionalLong.empty() : OptionalLong.of(committed.offset());
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        try {
            return AdminCalls.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                    "reading offsets of " + group);
        } catch (GroupIdNotFoundException e) {
            return Map.of();
        }
    }

    /** Waits until no event can appear any more: a killed manager's transaction is aborted only after its timeout. */
    void awaitEndOfTransactions(int partitions) throws InterruptedException {
        List<TopicPartition> events = Topics.ALL.stream().filter(Topic::events)
                .flatMap(topic -> IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic.name(), p))).toList();
        long giveUp = System.nanoTime() + TRANSACTION_PATIENCE.toNanos();
        for (int attempt = 1; !ends(events, IsolationLevel.READ_COMMITTED)
                .equals(ends(events, IsolationLevel.READ_UNCOMMITTED)); attempt++) {
            if (System.nanoTime() > giveUp) {
                throw new RebuildRefusedException("a transaction on the event topics has been open for "
                        + TRANSACTION_PATIENCE.toSeconds() + " s; see `kafka-transactions.sh find-hanging`, and try again");
            }
            BACKOFF.pause(attempt);
        }
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> places, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> wanted = places.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        AdminCalls.await(admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all(), "reading ends of topics")
                .forEach((place, info) -> ends.put(place, info.offset()));
        return ends;
    }
}
