package io.sealstream.bench;

import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.RequestAnswered;
import io.sealstream.schemas.kafka.KafkaClients;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the log says afterwards: how many commands of each requester are recorded, and that none is there twice. */
final class EventCount {
    private EventCount() {}

    /** Recorded answers by requester. */
    static Map<String, Long> read(KafkaClients clients, Serdes serdes) {
        Map<String, Set<Long>> numbers = new HashMap<>();
        WholeTopic.read(clients, Topics.MINER_EVENT, record -> {
            if (serdes.decoder().read(record) instanceof Decoded.Value(RequestAnswered event)) {
                add(numbers, event);
            }
        });
        Map<String, Long> counts = new HashMap<>();
        numbers.forEach((client, each) -> counts.put(client, (long) each.size()));
        return counts;
    }

    private static void add(Map<String, Set<Long>> numbers, RequestAnswered event) {
        String requester = event.getMiner() + " " + event.getClient();
        if (!numbers.computeIfAbsent(requester, each -> new HashSet<>()).add(event.getNumber())) {
            throw new BenchException("command " + event.getNumber() + " of " + requester + " is recorded twice");
        }
    }
}
