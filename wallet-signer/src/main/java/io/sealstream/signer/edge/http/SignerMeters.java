package io.sealstream.signer.edge.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.signing.Answer;
import io.sealstream.signer.signing.SigningMetrics;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Counts for Prometheus: answers by outcome, time to answer, lock state, keys. */
public final class SignerMeters implements SigningMetrics {
    private static final String ANSWERS = "sealstream.signer.answers";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer latency;

    public SignerMeters(KeyRing keys) {
        latency = Timer.builder("sealstream.signer.answering").description("Time to decide and sign one request")
                .register(registry);
        Gauge.builder("sealstream.signer.locked", keys, ring -> ring.isLocked() ? 1 : 0)
                .description("1 while the wallet is locked")
                .register(registry);
        Gauge.builder("sealstream.signer.keys", keys, ring -> ring.addresses().size()).description("Keys in the wallet")
                .register(registry);
    }

    @Override
    public Optional<Answer> timed(Supplier<Optional<Answer>> answering) {
        Timer.Sample sample = Timer.start(registry);
        try {
            return answering.get();
        } finally {
            sample.stop(latency);
        }
    }

    @Override
    public void answered(Answer answer) {
        switch (answer) {
            case Answer.Signed signed ->
                registry.counter(ANSWERS, "outcome", "signed", "type", signed.signature().type().name().toLowerCase(Locale.ROOT))
                        .increment();
            case Answer.Refused refused ->
                registry.counter(ANSWERS, "outcome", refused.kind().name().toLowerCase(Locale.ROOT), "type", "none").increment();
        }
    }

    String scrape() {
        return registry.scrape();
    }
}
