package io.sealstream.signer.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.testing.KafkaTestCluster;
import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.SchemaRegistration;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.kafka.ClusterRecord;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.TopicAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Asks a signer over the topics of a devnet and gathers its answers. */
final class SignTopics implements AutoCloseable {
    static final String GENESIS = "bafygenesis";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Future<RecordMetadata>> sends = new ArrayList<>();
    private final List<SpecificRecord> results = new ArrayList<>();
    private final Serdes serdes;
    private final int partitions;
    private final Producer<String, SpecificRecord> producer;
    private final Consumer<byte[], byte[]> consumer;

    /** Makes the cluster's topics anew. */
    SignTopics(KafkaTestCluster kafka) {
        kafka.reset();
        KafkaClients clients = kafka.clients();
        serdes = clients.serdes();
        partitions = clients.settings().layout().partitions();
        try (Admin admin = clients.admin("test")) {
            Awaitility.await().atMost(PATIENCE).ignoreExceptions()
                    .untilAsserted(() -> new TopicAdmin(admin, clients.settings()).ensure(Topics.ALL));
        }
        SchemaRegistration.ensure(serdes.registry(), Topics.ALL);
        new ClusterRecord(clients, serdes).writeIfAbsent(Cluster.newBuilder().setNetwork("devnet").setGenesis(GENESIS)
                .setPartitions(partitions).setFormat(ClusterRecord.FORMAT).build());
        producer = clients.producer("test", new StringSerializer(), serdes.encoder());
        consumer = clients.consumer("test-reader", Optional.empty());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(Topics.SIGN_RESULT.name(), partition)).toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    void ask(SignMessage request) {
        int partition = Partitions.partitionFor(Topics.SIGN_REQUEST, request.getSender(), partitions);
        sends.add(producer.send(new ProducerRecord<>(Topics.SIGN_REQUEST.name(), partition, request.getSender(), request)));
    }

    /** Everything answered so far, after a look of at most {@code patience}. */
    List<SpecificRecord> results(Duration patience) {
        producer.flush();
        assertThat(sends).allMatch(sent -> sent.state() == Future.State.SUCCESS);
        sends.clear();
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(patience)) {
            if (serdes.decoder().read(each) instanceof Decoded.Value(SpecificRecord value)) {
                results.add(value);
            }
        }
        return results;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        serdes.close();
    }
}
