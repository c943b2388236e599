package io.sealstream.manager.whatif;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.message.MessageEvent;
import io.sealstream.manager.domain.miner.MinerEvent;
import io.sealstream.manager.domain.sector.SectorEvent;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The recordings of all miners that events are of. Lanes are shared: each recording hears all messages. */
public final class Recordings {
    private final Map<ActorId, Recording> byMiner = new TreeMap<>(Comparator.comparing(ActorId::toString));

    /** Takes one event, in the order of its log. */
    public void take(ChainEpoch at, Event event) {
        switch (event) {
            case SectorEvent e -> of(e.sector().miner(), at, event);
            case MinerEvent e -> of(e.miner(), at, event);
            case MessageEvent.MessageQueued e when e.wanted().miner() != null -> of(e.wanted().miner(), at, event);
            case MessageEvent e -> byMiner.values().forEach(each -> each.take(at, e));
            default -> {
                // Proving has no part in it.
            }
        }
    }

    private void of(ActorId miner, ChainEpoch at, Event event) {
        byMiner.computeIfAbsent(miner, Recording::new).take(at, event);
    }

    /** The miners that events were of. */
    public Set<ActorId> miners() {
        return byMiner.keySet();
    }

    /** The recording of that miner, or of the only one where none is named. */
    public Optional<Recording> of(@Nullable ActorId miner) {
        if (miner != null) {
            return Optional.ofNullable(byMiner.get(miner));
        }
        return byMiner.size() == 1 ? Optional.of(byMiner.values().iterator().next()) : Optional.empty();
    }
}
