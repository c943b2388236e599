package io.sealstream.manager.simulation;

import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.message.LaneFold;
import io.sealstream.manager.domain.message.LaneMachine;
import io.sealstream.manager.domain.message.LaneMessage;
import io.sealstream.manager.domain.message.LaneState;
import io.sealstream.manager.domain.message.MessageEvent;
import io.sealstream.manager.domain.miner.MinerEvent;
import io.sealstream.manager.domain.miner.MinerFold;
import io.sealstream.manager.domain.miner.MinerMachine;
import io.sealstream.manager.domain.miner.MinerState;
import io.sealstream.manager.domain.proving.Partition;
import io.sealstream.manager.domain.proving.ProvingEvent;
import io.sealstream.manager.domain.proving.ProvingMachine;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorEvent;
import io.sealstream.manager.domain.sector.SectorMachine;
import io.sealstream.manager.topology.Stores;
import io.sealstream.manager.wire.Recorded;
import io.sealstream.manager.wire.StateCodec;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** States made from the events alone, as they are committed. */
final class LogFold {
    private final Map<String, MinerState> miners = new TreeMap<>();
    private final Map<String, Sector> sectors = new TreeMap<>();
    private final Map<String, Partition> partitions = new TreeMap<>();
    private final Map<String, LaneState> lanes = new TreeMap<>();
    private final Map<String, LaneMessage> messages = new TreeMap<>();

    void take(String log, Recorded<Event> recorded) {
        var at = recorded.meta().epoch();
        switch (recorded.event()) {
            case MinerEvent e -> miners.compute(log, (k, m) -> new MinerMachine(ActorId.parse(k)).apply(m, e, at));
            case SectorEvent e -> {
                sectors.compute(e.sector().toString(), (k, s) -> new SectorMachine().apply(s, e, at));
                miners.compute(log, (k, m) -> MinerFold.observe(m, e));
            }
            case ProvingEvent e -> {
                partitions.compute(e.partition().toString(), (k, p) -> new ProvingMachine().apply(p, e, at));
                miners.compute(log, (k, m) -> MinerFold.observe(m, e));
            }
            case MessageEvent e -> {
                if (e instanceof MessageEvent.OfMessage of) {
                    messages.put(Stores.messageKey(log, of.intent()), LaneFold.message(lanes.get(log), of, at));
                }
                lanes.compute(log, (k, l) -> new LaneMachine().apply(l, e, at));
            }
            default -> throw new Violation("replay", "an event of no machine: " + recorded);
        }
    }

    Collection<Sector> sectors() {
        return Collections.unmodifiableCollection(sectors.values());
    }

    Collection<LaneState> lanes() {
        return Collections.unmodifiableCollection(lanes.values());
    }

    /** Every committed store holds exactly the fold, byte for byte. */
    void assertStores(Managers managers) {
        same(managers, Part.MINER, Stores.MINERS, miners);
        same(managers, Part.MINER, Stores.SECTORS, sectors);
        same(managers, Part.MINER, Stores.PARTITIONS, partitions);
        same(managers, Part.MESSAGE, Stores.LANES, lanes);
        same(managers, Part.MESSAGE, Stores.MESSAGES, messages);
    }

    private static <S> void same(Managers managers, Part part, Stores.Kind<S> kind, Map<String, S> fold) {
        Map<String, byte[]> stored = new TreeMap<>();
        managers.entries(part, kind.store()).forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
        if (!stored.keySet().equals(fold.keySet())) {
            throw new Violation("replay", "store " + kind.store() + " holds " + stored.keySet() + ", the events say " + fold.keySet());
        }
        fold.forEach((key, state) -> {
            if (!Arrays.equals(stored.get(key), StateCodec.encode(state))) {
                throw new Violation("replay", "store " + kind.store() + " has another state of " + key + " than the events: " + state);
            }
        });
    }
}
