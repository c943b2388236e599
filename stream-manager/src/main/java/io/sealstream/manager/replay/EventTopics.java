package io.sealstream.manager.replay;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The event topics of a cluster: committed records from the beginning to the end that each partition had when this was made. Belongs to no
 * group and changes nothing.
 */
public final class EventTopics implements EventSource {
    private static final List<Topic> OF_MINERS = List.of(Topics.SECTOR_EVENT, Topics.MINER_EVENT, Topics.PROVING_EVENT);
    private static final List<Topic> OF_LANES = List.of(Topics.MESSAGE_EVENT);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int RECORDS = 5_000;
    private static final int BYTES = 8 << 20;

    private final Consumer<byte[], byte[]> consumer;
    private final EventReader reader;
    private final Selection selection;
    private final Duration settling;
    private final List<List<TopicPartition>> groups = new ArrayList<>();
    private final Map<TopicPartition, Long> cuts;

    /**
     * @param settling how long a transaction may take to become visible in all its partitions
     * @throws KafkaUnavailableException where the topics are not there
     */
    public EventTopics(KafkaClients clients, Serdes serdes, Selection selection, Duration settling) {
        this(clients, serdes, selection, settling, List.of(OF_MINERS, OF_LANES));
    }

    /** Some topics of the miners, each for itself: for {@link #read}. */
    public EventTopics(KafkaClients clients, Serdes serdes, List<Topic> topics) {
        this(clients, serdes, Selection.ALL, Duration.ZERO, topics.stream().map(List::of).toList());
    }

    private EventTopics(KafkaClients clients, Serdes serdes, Selection selection, Duration settling, List<List<Topic>> merged) {
        this.reader = new EventReader(serdes.decoder());
        this.selection = selection;
        this.settling = settling;
        this.consumer = clients.consumer("replay", Optional.empty(), new ByteArrayDeserializer(), new ByteArrayDeserializer(),
                Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BYTES));
        merged.forEach(this::groups);
        this.cuts = consumer.endOffsets(groups.stream().flatMap(List::stream).toList(), PATIENCE);
    }

    private void groups(List<Topic> topics) {
        int partitions = consumer.partitionsFor(topics.getFirst().name(), PATIENCE).size();
        if (partitions == 0) {
            throw new KafkaUnavailableException("there is no topic " + topics.getFirst().name()
                    + ": this Kafka holds no cluster; correct kafka.bootstrap", new IllegalStateException("no topic"));
        }
        boolean lanes = topics.equals(OF_LANES);
        IntStream.range(0, partitions).filter(p -> isWanted(lanes, p, partitions))
                .mapToObj(p -> topics.stream().map(topic -> new TopicPartition(topic.name(), p)).toList()).forEach(groups::add);
    }

    private boolean isWanted(boolean lanes, int partition, int partitions) {
        if (selection.log().isEmpty()) {
            return true;
        }
        Address log = Address.parse(selection.log().get());
        if (log.isKey() != lanes) {
            return false;
        }
        return partition == (lanes
                ? Partitions.partitionOf(log, partitions)
                : Partitions.partitionOf(ActorId.parse(log.toString()), partitions));
    }

    private boolean isSelected(ConsumerRecord<byte[], byte[]> raw) {
        return selection.log().isEmpty() || selection.holds(EventReader.logOf(raw));
    }

    @Override
    public void each(Handler handler) {
        for (List<TopicPartition> group : groups) {
            Map<TopicPartition, Long> ends = new LinkedHashMap<>();
            group.forEach(place -> ends.put(place, cuts.getOrDefault(place, 0L)));
            PartitionGroup open = new PartitionGroup(consumer, ends, this::isSelected, reader, settling);
            handler.handle(open.cursors(), open::look);
        }
    }

    /** All events before the cut, in the order of each partition, not merged. */
    public void read(java.util.function.Consumer<LoggedEvent> each) {
        each((cursors, more) -> cursors.forEach(cursor -> {
            for (LoggedEvent head = cursor.head(); head != null && cursor.isDue(); head = cursor.head()) {
                each.accept(head);
                cursor.advance();
            }
        }));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
