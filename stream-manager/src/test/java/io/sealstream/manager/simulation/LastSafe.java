package io.sealstream.manager.simulation;

import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorClocks;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.topology.Stores;
import io.sealstream.schemas.avro.BatchRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * No sector passes the last safe epoch of its message while everybody could work and {@link Means} sufficed. They did when, within the slack of
 * its batch (or since it waits, where it goes alone), there were {@link #ENOUGH} such epochs in a row. A sector whose clock ran out all the same
 * must have gone on: it has a fresh ticket, or a reason.
 */
final class LastSafe {
    /** Epochs in a row that are enough to quote, to aggregate, and to form a message. */
    private static final long ENOUGH = 16;
    /** Epochs in a row that are enough to get a message onto the chain. */
    private static final long ENOUGH_TO_LAND = 20;

    private final World world;
    private final Fold fold;
    private final Means means;
    private final Terms terms;
    private final Map<String, Long> waitsSince = new HashMap<>();
    private final Set<String> judged = new HashSet<>();

    LastSafe(World world, Fold fold, Means means, Terms terms) {
        this.world = world;
        this.fold = fold;
        this.means = means;
        this.terms = terms;
    }

    /** Looks at every sector after a block. */
    void check() {
        means.note();
        fold.states(Stores.SECTORS).values().forEach(this::look);
    }

    private void look(Sector sector) {
        String key = sector.id().toString();
        Optional<Purpose> waits = waits(sector);
        Optional<Purpose> sent = sent(sector);
        if (waits.isPresent()) {
            waiting(sector, waits.get(), waitsSince.computeIfAbsent(key, each -> world.calm().head()));
        } else {
            waitsSince.remove(key);
        }
        sent.ifPresent(purpose -> underWay(sector, purpose));
    }

    private static Optional<Purpose> waits(Sector sector) {
        return switch (sector.state()) {
            case SectorState.AwaitingPreCommitBatch s -> Optional.of(Purpose.PRECOMMIT);
            case SectorState.AwaitingProveCommitBatch s -> Optional.of(Purpose.PROVE_COMMIT);
            case SectorState s -> Optional.empty();
        };
    }

    private static Optional<Purpose> sent(Sector sector) {
        return switch (sector.state()) {
            case SectorState.AwaitingPreCommit s when sector.preCommit() == null -> Optional.of(Purpose.PRECOMMIT);
            case SectorState.AwaitingProveCommit s -> Optional.of(Purpose.PROVE_COMMIT);
            case SectorState s -> Optional.empty();
        };
    }

    private void waiting(Sector sector, Purpose purpose, long since) {
        long lastSafe = SectorClocks.lastSafe(purpose, sector, world.rules()).value();
        if (world.calm().head() <= lastSafe) {
            return;
        }
        BatchRules rules = terms.rules(purpose);
        long from = rules.getEnabled() ? Math.max(since, lastSafe - rules.getSlack()) : since;
        if (judged.add(sector.id() + " " + lastSafe) && calm(from, lastSafe) >= ENOUGH) {
            throw new Violation("clocks", sector.id() + " waits for its " + purpose + " since epoch " + since
                    + " and has passed its last safe epoch " + lastSafe + ", though nothing was missing");
        }
        if (calm(lastSafe + 1, world.calm().head()) > ENOUGH) {
            throw new Violation("clocks",
                    sector.id() + " waits on for its " + purpose + " after its last safe epoch " + lastSafe);
        }
    }

    private void underWay(Sector sector, Purpose purpose) {
        long last = SectorClocks.lastUse(purpose, sector, world.rules()).value();
        long since = sector.state().since().value();
        if (world.calm().head() > last && judged.add(sector.id() + " sent " + last) && calm(since, last) >= ENOUGH_TO_LAND) {
            throw new Violation("clocks", "the " + purpose + " of " + sector.id() + " is under way since epoch " + since
                    + " and of no use after epoch " + last + ", though nothing was missing");
        }
    }

    private long calm(long from, long to) {
        return world.calm().longest(means.lacking(), from, to);
    }
}
