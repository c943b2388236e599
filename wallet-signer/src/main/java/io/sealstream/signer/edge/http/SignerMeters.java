package io.sealstream.signer.edge.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sealstream.signer.domain.Caller;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.signing.Answer;
import io.sealstream.signer.signing.SigningDesk;
import io.sealstream.signer.signing.SigningMetrics;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Counts for Prometheus: answers by outcome, time to answer, lock state, keys. */
public final class SignerMeters implements SigningMetrics {
    private static final String ANSWERS = "sealstream.signer.answers";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ConcurrentMap<String, AtomicInteger> registered = new ConcurrentHashMap<>();
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
    public void conflicted(Caller caller) {
        registry.counter("sealstream.signer.conflicts", "caller", caller.text()).increment();
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

    /** A call of JSON-RPC was answered: how long it took, by method and outcome. */
    public void rpcCalled(String method, String outcome, long nanos) {
        registry.timer("sealstream.signer.rpc", "method", method, "outcome", outcome).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A request of a gateway was answered. */
    public void gatewayAnswered(String gateway, String method, String outcome) {
        registry.counter("sealstream.signer.gateway.answers", "gateway", gateway, "method", method, "outcome", outcome)
                .increment();
    }

    /** Whether the wallet is registered at a gateway now. */
    public void gatewayRegistered(String gateway, boolean now) {
        registered.computeIfAbsent(gateway, each -> {
            AtomicInteger state = new AtomicInteger();
            Gauge.builder("sealstream.signer.gateway.registered", state, AtomicInteger::get).tag("gateway", each)
                    .description("1 while the wallet is registered at the gateway").register(registry);
            return state;
        }).set(now ? 1 : 0);
    }

    /** Watches how many callers wait for the signer. */
    public void watchDesk(SigningDesk desk) {
        Gauge.builder("sealstream.signer.waiting", desk, SigningDesk::waiting).description("Requests that wait for the signer")
                .register(registry);
    }

    /** Watches how many requests of lanes wait for the wallet to be unlocked. */
    public void watchHeld(Supplier<Number> held) {
        Gauge.builder("sealstream.signer.held", held).description("Requests of sign.request that wait for the locked wallet")
                .register(registry);
    }

    String scrape() {
        return registry.scrape();
    }
}
