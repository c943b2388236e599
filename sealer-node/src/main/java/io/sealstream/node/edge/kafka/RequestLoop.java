package io.sealstream.node.edge.kafka;

import io.sealstream.node.domain.SectorRequest;
import io.sealstream.node.journal.Journal;
import io.sealstream.node.work.NodeView;
import io.sealstream.node.work.SectorRequests;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.avro.RequestSector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@link SectorRequests} on a thread of its own and carries requests and answers. */
final class RequestLoop implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RequestLoop.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final NodeView view;
    private final Outbox outbox;
    private final Intake.Place place;
    private final SectorRequests requests;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(work -> Thread.ofPlatform().daemon().name("requests").unstarted(work));

    RequestLoop(Journal journal, NodeView view, Outbox outbox, Intake.Place place, InstantSource clock, Duration pause) {
        this.view = view;
        this.outbox = outbox;
        this.place = place;
        this.requests = new SectorRequests(journal, view.identity().miners(), view::vacancies, this::send, clock, pause);
    }

    void start() {
        var _ = thread.scheduleAtFixedRate(() -> guarded(requests::tick), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    void answered(Reply reply) {
        if (!thread.isShutdown()) {
            thread.execute(() -> guarded(() -> {
                requests.answered(reply.getNumber(), reply.getOk(), reply.getOk() ? reply.getValue() : reply.getError());
                requests.tick();
            }));
        }
    }

    private void send(SectorRequest request) {
        Request asker = new Request(place.node(), request.number(), place.partition(), 0L);
        outbox.send(Topics.NODE_RESULT, request.miner().toString(),
                new RequestSector(asker, request.miner().toString(), place.node(),
                        view.identity().incarnation(), request.store()));
    }

    /** An exception would silently end the loop, and idle stores would stay idle. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("Asking for a sector failed");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
