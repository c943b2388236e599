package io.sealstream.node.work;

import io.sealstream.filecoin.ActorId;
import io.sealstream.node.domain.SectorRequest;
import io.sealstream.node.journal.Journal;
import io.sealstream.node.journal.JournalException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a sector for each idle scratch store: first the miner preferred most, the next one when it refuses, and from the
 * first again after a pause. One request is open at a time; unanswered it is repeated under its own number, so that the manager
 * gives the original answer and no number is wasted. Not thread safe: one thread calls it.
 */
public final class SectorRequests {
    private static final Logger LOGGER = LoggerFactory.getLogger(SectorRequests.class);
    /** How long a store that was promised a sector waits for the task before it asks again. */
    private static final Duration PROMISE = Duration.ofSeconds(60);
    /** How often a store asks that still holds files of a sector without a task: the sector waits for the chain, or was given up. */
    private static final Duration UNSURE = Duration.ofSeconds(60);

    private final Journal journal;
    private final List<ActorId> miners;
    private final Supplier<List<Vacancy>> vacancies;
    private final Consumer<SectorRequest> send;
    private final InstantSource clock;
    private final Duration pause;
    private final Map<String, Instant> notBefore = new HashMap<>();
    private final Map<String, Instant> unsureUntil = new HashMap<>();
    private final Map<String, Integer> nextMiner = new HashMap<>();
    private Instant sentAt = Instant.EPOCH;
    private List<Vacancy> vacant = List.of();

    /**
     * A scratch store without a task.
     *
     * @param empty false when it holds files of a sector: only the manager knows whether that sector still lives
     */
    public record Vacancy(String store, boolean empty) {}

    /**
     * @param vacancies  scratch stores without a task at this moment
     * @param send       sends a request; may lose it
     * @param pause      after all miners refused, and before an unanswered request is repeated
     */
    public SectorRequests(Journal journal, List<ActorId> miners, Supplier<List<Vacancy>> vacancies, Consumer<SectorRequest> send,
            InstantSource clock, Duration pause) {
        this.journal = journal;
        this.miners = List.copyOf(miners);
        this.vacancies = vacancies;
        this.send = send;
        this.clock = clock;
        this.pause = pause;
    }

    /** Does what is due: repeats the open request, or opens one. */
    public void tick() {
        Instant now = clock.instant();
        Optional<SectorRequest> open = journal.pendingRequest();
        if (open.isPresent()) {
            if (Duration.between(sentAt, now).compareTo(pause) >= 0) {
                send(open.get(), now);
            }
            return;
        }
        vacant = vacancies.get();
        notBefore.keySet().retainAll(stores(vacancy -> true));
        unsureUntil.keySet().retainAll(stores(vacancy -> !vacancy.empty()));
        for (Vacancy vacancy : vacant) {
            if (!vacancy.empty()) {
                // Files show that a promise was kept, although its tasks may have been too short to be seen.
                notBefore.remove(vacancy.store());
                unsureUntil.putIfAbsent(vacancy.store(), now.plus(UNSURE));
            }
            if (!now.isBefore(notBefore.getOrDefault(vacancy.store(), Instant.EPOCH))
                    && !now.isBefore(unsureUntil.getOrDefault(vacancy.store(), Instant.EPOCH))) {
                open(vacancy.store(), now);
                return;
            }
        }
    }

    private Set<String> stores(Predicate<Vacancy> condition) {
        return vacant.stream().filter(condition).map(Vacancy::store).collect(Collectors.toSet());
    }

    private void open(String store, Instant now) {
        ActorId miner = miners.get(nextMiner.getOrDefault(store, 0));
        try {
            send(journal.request(miner, store), now);
        } catch (JournalException e) {
            notBefore.put(store, now.plus(pause));
            LOGGER.atError().addKeyValue("store", store).addKeyValue("reason", e.getMessage()).log("No sector is asked for");
        }
    }

    private void send(SectorRequest request, Instant now) {
        sentAt = now;
        send.accept(request);
    }

    /** The manager answered a request of this node. An answer to another than the open one is old and means nothing. */
    public void answered(long number, boolean accepted, String reason) {
        Optional<SectorRequest> open = journal.pendingRequest().filter(request -> request.number() == number);
        if (open.isEmpty()) {
            return;
        }
        try {
            journal.answered(number);
        } catch (JournalException e) {
            LOGGER.atError().addKeyValue("number", number).addKeyValue("reason", e.getMessage())
                    .log("An answer could not be noted, the request is repeated");
            return;
        }
        sentAt = Instant.EPOCH;
        String store = open.get().store();
        if (accepted) {
            nextMiner.remove(store);
            notBefore.put(store, clock.instant().plus(PROMISE));
            unsureUntil.computeIfPresent(store, (_, _) -> clock.instant().plus(UNSURE));
            LOGGER.atInfo().addKeyValue("store", store).addKeyValue("miner", open.get().miner()).addKeyValue("answer", reason)
                    .log("Sector promised");
        } else {
            refused(open.get(), reason);
        }
    }

    private void refused(SectorRequest request, String reason) {
        LOGGER.atDebug().addKeyValue("store", request.store()).addKeyValue("miner", request.miner()).addKeyValue("reason", reason)
                .log("Sector refused");
        int next = nextMiner.getOrDefault(request.store(), 0) + 1;
        if (next < miners.size()) {
            nextMiner.put(request.store(), next);
        } else {
            nextMiner.remove(request.store());
            if (isEmpty(request.store())) {
                notBefore.put(request.store(), clock.instant().plus(pause));
            } else {
                unsureUntil.put(request.store(), clock.instant().plus(UNSURE));
            }
        }
    }

    private boolean isEmpty(String store) {
        return vacant.stream().noneMatch(vacancy -> vacancy.store().equals(store) && !vacancy.empty());
    }
}
