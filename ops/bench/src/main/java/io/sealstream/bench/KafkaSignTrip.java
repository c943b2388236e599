package io.sealstream.bench;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.avro.SignatureMade;
import io.sealstream.schemas.avro.SignatureRefused;
import io.sealstream.schemas.kafka.KafkaClients;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** {@code sign.request} to {@code sign.result}, as a message lane asks: one key, one partition; committed answers only. */
final class KafkaSignTrip implements RoundTrip {
    private final SigningKey key;
    private final AnswerCheck check;
    private final Serdes serdes;
    private final Producer<String, SpecificRecord> requests;
    private final Tail results;
    private volatile LongConsumer answered = number -> {};

    KafkaSignTrip(KafkaClients clients, Serdes serdes, SigningKey key, AnswerCheck check) {
        this.key = key;
        this.check = check;
        this.serdes = serdes;
        this.requests = clients.producer("bench-" + key.type(), new StringSerializer(), serdes.encoder());
        int partition = Partitions.partitionFor(Topics.SIGN_RESULT, key.address().toString(),
                clients.settings().layout().partitions());
        this.results = Tail.start(clients, new TopicPartition(Topics.SIGN_RESULT.name(), partition), this::result);
    }

    private void result(ConsumerRecord<byte[], byte[]> record) {
        Decoded decoded = serdes.decoder().read(record);
        if (decoded instanceof Decoded.Value(SignatureMade made) && made.getSender().equals(key.address().toString())) {
            made(made);
        } else if (decoded instanceof Decoded.Value(SignatureRefused refused)) {
            check.refused(refused.getReason());
        }
    }

    private void made(SignatureMade made) {
        long number = number(made.getRequestId());
        ByteBuffer bytes = made.getSignature().duplicate();
        byte[] signature = new byte[bytes.remaining()];
        bytes.get(signature);
        check.signed(number, new Signature(SignatureType.of(made.getSignatureType()), Bytes.of(signature)));
        answered.accept(number);
    }

    private String id(long number) {
        return key.type() + "/" + number;
    }

    private static long number(String id) {
        return Long.parseLong(id.substring(id.indexOf('/') + 1));
    }

    @Override
    public void onAnswer(LongConsumer sink) {
        answered = sink;
    }

    /** The number is the nonce, too. */
    @Override
    public void send(long number) {
        Message message = key.message(number);
        String sender = key.address().toString();
        var _ = requests.send(new ProducerRecord<>(Topics.SIGN_REQUEST.name(), sender, SignMessage.newBuilder()
                .setRequestId(id(number)).setSender(sender).setIntent("bench").setValidUntil(0)
                .setMessage(ByteBuffer.wrap(message.toCbor())).setCid(message.cid().toString()).setSummary("recoveries")
                .build()));
    }

    @Override
    public void check() {
        results.check();
        check.check();
    }

    @Override
    public void close() {
        results.close();
        requests.close();
    }
}
