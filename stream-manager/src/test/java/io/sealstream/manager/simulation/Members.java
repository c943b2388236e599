package io.sealstream.manager.simulation;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.batch.OpenBatch;
import io.sealstream.manager.domain.miner.MinerEvent;
import io.sealstream.manager.domain.miner.MinerState;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.topology.Stores;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of batches: each is in one message at a time, and when it is over, each has landed, waits again or is back with a reason. */
final class Members {
    private final Fold fold;
    private final Map<String, List<String>> members = new HashMap<>();
    /** The open message of a sector, by purpose and sector. */
    private final Map<String, String> open = new HashMap<>();
    private int shared;

    Members(Fold fold) {
        this.fold = fold;
    }

    /** Messages of several sectors. */
    int shared() {
        return shared;
    }

    void take(Event event) {
        switch (event) {
            case MinerEvent.BatchFormed e -> formed(e);
            case MinerEvent.BatchClosed e -> members.getOrDefault(e.intent(), List.of()).forEach(open::remove);
            case Event e -> {
                // says nothing about batches
            }
        }
    }

    private void formed(MinerEvent.BatchFormed e) {
        List<String> keys = e.sectors().stream().map(number -> e.purpose() + " of " + new SectorId(e.miner(), number)).toList();
        for (String key : keys) {
            String other = open.put(key, e.intent());
            if (other != null && !other.equals(e.intent())) {
                throw new Violation("members", key + " goes with " + e.intent() + " and with " + other);
            }
        }
        members.put(e.intent(), keys);
        shared += keys.size() > 1 ? 1 : 0;
    }

    /** Everything that can be asked of the states. */
    void inspect(List<ActorId> miners) {
        for (ActorId id : miners) {
            MinerState miner = fold.states(Stores.MINERS, id.toString()).get(id.toString());
            if (miner != null) {
                fold.states(Stores.SECTORS, id.toString()).values().forEach(sector -> waitsForOpenMessage(miner, sector));
                miner.batches().open().values()
                        .forEach(batch -> batch.sectors().forEach(number -> isWhereTheBatchIs(id, batch, number)));
            }
        }
    }

    private static Optional<String> message(Sector sector) {
        return switch (sector.state()) {
            case SectorState.AwaitingPreCommit s -> Optional.of(s.intent());
            case SectorState.AwaitingProveCommit s -> Optional.of(s.intent());
            case SectorState s -> Optional.empty();
        };
    }

    private static void waitsForOpenMessage(MinerState miner, Sector sector) {
        message(sector).filter(intent -> !miner.batches().open().containsKey(intent)).ifPresent(intent -> {
            throw new Violation("members", sector.id() + " waits for " + intent + ", which is over");
        });
    }

    private void isWhereTheBatchIs(ActorId miner, OpenBatch batch, long number) {
        SectorId id = new SectorId(miner, number);
        @Nullable
        Sector sector = fold.states(Stores.SECTORS, miner.toString()).get(id.toString());
        boolean waitsElsewhere = sector != null && (sector.state() instanceof SectorState.AwaitingPreCommitBatch
                || (sector.state() instanceof SectorState.AwaitingProveCommitBatch && batch.purpose() == Purpose.PROVE_COMMIT));
        if (sector == null || waitsElsewhere) {
            throw new Violation("members", id + " is a member of the open " + batch.intent() + " and waits for another message");
        }
    }
}
