package io.sealstream.bench;

import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.MinerPolicy;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.avro.Sealing;
import io.sealstream.schemas.avro.SetPolicy;
import io.sealstream.schemas.kafka.KafkaClients;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** One miner for each partition, with a policy, so that sectors can be asked for. No node is there, so none is begun. */
final class Miners {
    private static final String CLIENT = "bench-policy";
    private static final long PATIENCE_SECONDS = 60;
    private static final int REPLY_PARTITION = 0;

    private Miners() {}

    /** Sets their policies, and returns their names when all are set. */
    static List<String> prepare(KafkaClients clients, Serdes serdes) {
        int partitions = clients.settings().layout().partitions();
        List<String> miners = java.util.stream.IntStream.range(0, partitions).mapToObj(i -> "f0" + (1000 + i)).toList();
        if (miners.stream().map(m -> Partitions.partitionFor(Topics.MINER_COMMAND, m, partitions)).distinct()
                .count() != partitions) {
            throw new IllegalStateException("miners do not fill the partitions: " + miners);
        }
        CountDownLatch open = new CountDownLatch(partitions);
        TopicPartition replies = new TopicPartition(Topics.REPLY.name(), REPLY_PARTITION);
        try (Producer<String, SpecificRecord> producer = clients.producer("bench-policy", new StringSerializer(),
                serdes.encoder());
                Tail tail = Tail.start(clients, replies,
                        record -> policySet(serdes, record).ifPresent(reply -> open.countDown()))) {
            for (String miner : miners) {
                Request request = new Request(CLIENT, 1L, REPLY_PARTITION, 0L);
                var _ = producer.send(new ProducerRecord<>(Topics.MINER_COMMAND.name(), miner,
                        new SetPolicy(request, miner, policy())));
            }
            if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                tail.check();
                throw new BenchException("the manager did not accept the policies within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
        return miners;
    }

    private static Optional<Reply> policySet(Serdes serdes, ConsumerRecord<byte[], byte[]> record) {
        return serdes.decoder().read(record) instanceof Decoded.Value(Reply reply) && reply.getClient().equals(CLIENT)
                && reply.getOk() ? Optional.of(reply) : Optional.empty();
    }

    private static MinerPolicy policy() {
        return MinerPolicy.newBuilder().setMinNumber(0).setMaxNumber(1_000_000).setSealProof(5).setSealing(Sealing.ON_DEMAND)
                .setLifetimeEpochs(0).setStores(List.of("store")).setPreCommitSenders(List.of()).setProveCommitSenders(List.of())
                .setPostSenders(List.of()).setPreCommitMaxFee("1").setProveCommitMaxFee("1").setPostMaxFee("1").setSendFunds(true)
                .setMessageConfidence(2).setSeedConfidence(1).setChallengeConfidence(1).setSubmitConfidence(1)
                .setMaxTaskAttempts(3)
                .build();
    }
}
