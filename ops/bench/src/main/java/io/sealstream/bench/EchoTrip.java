package io.sealstream.bench;

import io.sealstream.schemas.kafka.KafkaClients;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What no Kafka application can undercut: a record is consumed and produced again ({@code acks=all}), without decision or transaction. */
final class EchoTrip implements RoundTrip {
    private static final TopicPartition REQUEST = new TopicPartition("bench.echo.request", 0);
    private static final TopicPartition REPLY = new TopicPartition("bench.echo.reply", 0);
    private static final int VALUE_BYTES = 200;

    private final Producer<byte[], byte[]> requests;
    private final Producer<byte[], byte[]> replies;
    private final Tail echo;
    private final Tail answers;
    private volatile LongConsumer answered = number -> {};

    EchoTrip(KafkaClients clients) {
        create(clients);
        this.requests = clients.producer("bench-echo-client");
        this.replies = clients.producer("bench-echo");
        this.answers = Tail.start(clients, REPLY, record -> answered.accept(ByteBuffer.wrap(record.value()).getLong()));
        this.echo = Tail.start(clients, REQUEST, this::reply);
    }

    private static void create(KafkaClients clients) {
        try (Admin admin = clients.admin("bench")) {
            admin.createTopics(List.of(new NewTopic(REQUEST.topic(), 1, (short) 1), new NewTopic(REPLY.topic(), 1, (short) 1)))
                    .all().get();
        } catch (ExecutionException e) {
            throw new BenchException("the topics of the echo cannot be made: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private void reply(ConsumerRecord<byte[], byte[]> record) {
        var _ = replies.send(new ProducerRecord<>(REPLY.topic(), REPLY.partition(), null, record.value()));
    }

    @Override
    public void onAnswer(LongConsumer sink) {
        answered = sink;
    }

    @Override
    public void send(long number) {
        byte[] value = ByteBuffer.allocate(VALUE_BYTES).putLong(number).array();
        var _ = requests.send(new ProducerRecord<>(REQUEST.topic(), REQUEST.partition(), null, value));
    }

    @Override
    public void check() {
        echo.check();
        answers.check();
    }

    @Override
    public void close() {
        echo.close();
        answers.close();
        requests.close();
        replies.close();
    }
}
