package io.sealstream.node.edge.kafka;

import io.sealstream.node.work.NodeView;
import io.sealstream.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends {@code NodeStatus} at a steady beat, and soon after a change of stages. */
final class Heartbeats implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Heartbeats.class);
    /** A burst of changes makes one heartbeat. */
    private static final Duration GATHER = Duration.ofMillis(200);

    private final NodeView view;
    private final Outbox outbox;
    private final String endpoint;
    private final InstantSource clock;
    private final AtomicBoolean soon = new AtomicBoolean();
    private final ScheduledExecutorService scheduler = Executors
            .newSingleThreadScheduledExecutor(work -> Thread.ofPlatform().daemon().name("heartbeat").unstarted(work));
    private List<String> essence = List.of();

    Heartbeats(NodeView view, Outbox outbox, String endpoint, InstantSource clock) {
        this.view = view;
        this.outbox = outbox;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    void start(Duration beat) {
        var _ = scheduler.scheduleAtFixedRate(this::send, 0, beat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Something changed; called often, from any thread. */
    void changed() {
        if (soon.compareAndSet(false, true) && !scheduler.isShutdown()) {
            var _ = scheduler.schedule(this::sendIfNews, GATHER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sendIfNews() {
        soon.set(false);
        if (!StatusWriter.essence(view).equals(essence)) {
            send();
        }
    }

    private void send() {
        if (outbox.congested()) {
            return;
        }
        try {
            essence = StatusWriter.essence(view);
            outbox.send(Topics.NODE_STATUS, view.identity().name(), StatusWriter.write(view, endpoint, clock.instant()));
        } catch (RuntimeException e) {
            // An exception would silently end the beat, and the node would be taken for dead.
            LOGGER.atError().setCause(e).log("A heartbeat could not be made");
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
