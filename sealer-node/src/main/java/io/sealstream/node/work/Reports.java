package io.sealstream.node.work;

import io.sealstream.node.domain.Result;
import io.sealstream.schemas.runtime.Backoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Repeats each unconfirmed result with growing pauses until it is confirmed. Owned by the core thread. */
final class Reports {
    /** First repeat soon, for a record that was lost; then ever more slowly, since the manager may be down for hours. */
    private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(60));

    private final ScheduledExecutorService core;
    private final ResultSink sink;
    private final Map<String, Report> open = new HashMap<>();

    private static final class Report {
        private final Result result;
        private int sent;
        private ScheduledFuture<?> next;

        private Report(Result result, ScheduledFuture<?> next) {
            this.result = result;
            this.next = next;
        }
    }

    Reports(ScheduledExecutorService core, ResultSink sink) {
        this.core = core;
        this.sink = sink;
    }

    /** Sends a result now and again until it is confirmed. */
    void begin(Result result) {
        String id = result.task().id();
        confirmed(id);
        open.put(id, new Report(result, core.schedule(() -> send(id), 0, TimeUnit.MILLISECONDS)));
    }

    private void send(String id) {
        Report report = open.get(id);
        if (report == null) {
            return;
        }
        report.sent++;
        report.next = core.schedule(() -> send(id), PAUSES.after(report.sent).toMillis(), TimeUnit.MILLISECONDS);
        sink.publish(report.result);
    }

    /** Sends all unconfirmed results at once: the way out has just come back. */
    void hurry() {
        for (Report report : open.values()) {
            report.next.cancel(false);
            report.sent = 0;
            report.next = core.schedule(() -> send(report.result.task().id()), 0, TimeUnit.MILLISECONDS);
        }
    }

    void confirmed(String id) {
        Report report = open.remove(id);
        if (report != null) {
            report.next.cancel(false);
        }
    }

    int unconfirmed() {
        return open.size();
    }
}
