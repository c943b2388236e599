package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.ActorId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Notices who is sealing: a miner that has drawn a ticket and not yet precommitted with it. Skipping a day would outdate the ticket, so the
 * chain waits for the precommit, but not for ever, since a ticket may also be drawn and dropped. Only the pace depends on this.
 */
final class TicketWatch {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MAX_DRAWN = 1000;
    private static final int MAX_USED = 10_000;

    private final Clock clock;
    private final Map<Ticket, Instant> drawn = new LinkedHashMap<>();
    private final Set<Ticket> used = new HashSet<>();

    private record Ticket(ActorId miner, long epoch) {}

    TicketWatch(Clock clock) {
        this.clock = clock;
    }

    /** A ticket was drawn. One that a precommit has used before is drawn to prove it. */
    synchronized void drawn(ActorId miner, long epoch) {
        Ticket ticket = new Ticket(miner, epoch);
        if (!used.contains(ticket) && drawn.size() < MAX_DRAWN) {
            drawn.put(ticket, clock.instant());
        }
    }

    /** Looks for precommits in a new state. */
    synchronized void seen(ChainState state) {
        if (used.size() > MAX_USED) {
            used.clear();
        }
        state.miners().forEach(miner -> miner.preCommits().open().values().forEach(preCommit -> {
            Ticket ticket = new Ticket(miner.id(), preCommit.info().sealRandEpoch().value());
            used.add(ticket);
            drawn.remove(ticket);
        }));
    }

    /** Why the chain should wait, if it should. */
    synchronized Optional<String> reason() {
        Instant oldest = clock.instant().minus(PATIENCE);
        drawn.values().removeIf(when -> when.isBefore(oldest));
        return drawn.keySet().stream().findFirst()
                .map(ticket -> ticket.miner() + " seals with the ticket of epoch " + ticket.epoch());
    }
}
