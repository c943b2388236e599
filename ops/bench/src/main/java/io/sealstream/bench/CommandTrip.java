package io.sealstream.bench;

import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.AllocateSectors;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.kafka.KafkaClients;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * {@code AllocateSectors} to miners of all partitions in turn: each is decided by the manager, recorded as two events ({@code SectorsWanted},
 * {@code RequestAnswered}), kept in a store with its changelog, and answered in the topic {@code reply}, all in one transaction. The client
 * reads committed records only.
 */
final class CommandTrip implements RoundTrip {
    private static final int REPLY_PARTITION = 0;

    private final List<String> miners;
    private final Serdes serdes;
    private final Producer<String, SpecificRecord> commands;
    private final Tail replies;
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
    private volatile LongConsumer answered = number -> {};

    /** @param miners their policies are set */
    CommandTrip(KafkaClients clients, Serdes serdes, List<String> miners) {
        this.miners = List.copyOf(miners);
        this.serdes = serdes;
        this.commands = clients.producer("bench-commands", new StringSerializer(), serdes.encoder());
        this.replies = Tail.start(clients, new TopicPartition(Topics.REPLY.name(), REPLY_PARTITION), this::reply);
    }

    private void reply(ConsumerRecord<byte[], byte[]> record) {
        if (!(serdes.decoder().read(record) instanceof Decoded.Value(Reply reply)) || !miners.contains(reply.getClient())) {
            return;
        }
        if (!reply.getOk()) {
            refusal.set(reply.getError());
        }
        answered.accept((reply.getNumber() - 1) * miners.size() + miners.indexOf(reply.getClient()));
    }

    @Override
    public void onAnswer(LongConsumer sink) {
        answered = sink;
    }

    /** The requester is named like its miner, so that its own numbers rise without a gap. */
    @Override
    public void send(long number) {
        String miner = miners.get((int) (number % miners.size()));
        Request request = new Request(miner, number / miners.size() + 1, REPLY_PARTITION, 0L);
        var _ = commands.send(new ProducerRecord<>(Topics.MINER_COMMAND.name(), miner, new AllocateSectors(request, miner, 1)));
    }

    @Override
    public void check() {
        replies.check();
        String why = refusal.get();
        if (why != null) {
            throw new BenchException("a command was refused: " + why);
        }
    }

    @Override
    public void close() {
        replies.close();
        commands.close();
    }
}
