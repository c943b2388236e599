package io.sealstream.bench;

import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.SignatureMade;
import io.sealstream.schemas.kafka.KafkaClients;
import java.util.HashSet;
import java.util.Set;

/** What {@code sign.result} says afterwards: how many requests are answered with a signature, and that none is answered twice. */
final class SignedOnce {
    private SignedOnce() {}

    static long count(KafkaClients clients, Serdes serdes) {
        Set<String> ids = new HashSet<>();
        WholeTopic.read(clients, Topics.SIGN_RESULT, record -> {
            if (serdes.decoder().read(record) instanceof Decoded.Value(SignatureMade made) && !ids.add(made.getRequestId())) {
                throw new BenchException("request " + made.getRequestId() + " was answered twice");
            }
        });
        return ids.size();
    }
}
