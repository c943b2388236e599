package io.sealstream.manager.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.Refusal;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.schemas.runtime.HealthState.Status;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** The newest word of each part of the process. Thread-safe. */
final class HealthBoard {
    private final Map<String, HealthState> told = new ConcurrentSkipListMap<>();
    private final Map<String, Supplier<HealthState>> asked = new ConcurrentSkipListMap<>();
    private final InstantSource clock;

    HealthBoard(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes a word; the time of one that says the same as before stays. */
    void tell(HealthState state) {
        told.merge(state.part(), state,
                (before, now) -> before.status() == now.status() && before.detail().equals(now.detail()) ? before : now);
    }

    /** A part that is asked whenever health is read. */
    void ask(String part, Supplier<HealthState> supplier) {
        asked.put(part, supplier);
    }

    /** A part whose word is a text: {@code ok}, or why it waits. */
    void askText(String part, Supplier<String> word) {
        ask(part, () -> {
            String text = word.get();
            return text.equals("ok") ? HealthState.up(part, clock.instant()) : HealthState.waiting(part, text, clock.instant());
        });
    }

    /** A part that needs Kafka: good without a failure, down where Kafka refuses it (with the fix), and waiting with any other failure. */
    void askKafka(String part, KafkaSettings kafka, Supplier<Optional<Exception>> failure) {
        ask(part, () -> failure.get()
                .map(e -> Refusal.state(part, e, kafka, "Kafka cannot be used: " + e.getMessage(), clock.instant()))
                .orElseGet(() -> HealthState.up(part, clock.instant())));
    }

    /** The worst of all parts. */
    Status status() {
        refresh();
        return told.values().stream().map(HealthState::status).reduce(Status.UP, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    /** {@code {"status", "parts": [{"part", "status", "detail", "since"}]}}. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", status().name().toLowerCase(java.util.Locale.ROOT));
        ArrayNode parts = json.putArray("parts");
        told.values()
                .forEach(each -> parts.addObject().put("part", each.part())
                        .put("status", each.status().name().toLowerCase(java.util.Locale.ROOT))
                        .put("detail", each.detail()).put("since", each.since().toString()));
        return json;
    }

    private void refresh() {
        asked.values().forEach(each -> tell(each.get()));
    }
}
