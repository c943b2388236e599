package io.sealstream.manager.app;

import io.sealstream.schemas.kafka.KafkaClients;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Settings of Kafka Streams, and why. */
final class StreamsProperties {
    /** The last heartbeat of a killed process is at most a sixth of a session old, and the others hear of its end as soon. */
    private static final int HEARTBEATS_PER_SESSION = 6;
    /** Shortest that Kafka Streams allows: stores that are warm after a restart get their tasks back within a minute. */
    private static final long PROBING_REBALANCE_MILLIS = 60_000;
    private static final int RESTORE_RECORDS = 20_000;
    private static final int RESTORE_BYTES = 8 << 20;
    /** What the broker does where {@link DeadTransactions} cannot: it also bounds how long a stopped process may still commit. */
    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

    /**
     * A member waits as long as this for the answer to its request to join, and a group coordinator that was reloaded after a crash may
     * have forgotten the request: with Kafka's five minutes the manager stood still for five. No batch of ours takes nearly as long.
     */
    private static final int MOST_BETWEEN_POLLS_MILLIS = 30_000;

    private StreamsProperties() {}

    static Properties of(StreamsSettings settings, KafkaClients clients) {
        Properties p = new Properties();
        clients.streamsProperties().forEach(p::put);
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        p.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
        p.put(StreamsConfig.POLL_MS_CONFIG, settings.poll().toMillis());
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.replication());
        p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
        p.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_REBALANCE_MILLIS);
        p.put(StreamsConfig.APPLICATION_SERVER_CONFIG, settings.server());
        p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MILLIS);
        // A command may wait in its topic from before our first start: nothing of it may be missed.
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        p.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), RESTORE_RECORDS);
        p.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), RESTORE_BYTES);
        p.put("processing.exception.handler.global.enabled", true);
        membership(settings, p);
        return p;
    }

    /** The classic protocol with a static member: a restart keeps its partitions, and a changed topology is taken. */
    private static void membership(StreamsSettings settings, Properties p) {
        int session = Math.toIntExact(settings.sessionTimeout().toMillis());
        p.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), settings.instanceId());
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), session / HEARTBEATS_PER_SESSION);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), MOST_BETWEEN_POLLS_MILLIS);
    }
}
