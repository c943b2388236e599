package io.sealstream.manager.replay;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.message.LaneFold;
import io.sealstream.manager.domain.message.LaneMachine;
import io.sealstream.manager.domain.message.MessageEvent;
import io.sealstream.manager.domain.miner.MinerEvent;
import io.sealstream.manager.domain.miner.MinerFold;
import io.sealstream.manager.domain.miner.MinerMachine;
import io.sealstream.manager.domain.miner.MinerState;
import io.sealstream.manager.domain.proving.ProvingEvent;
import io.sealstream.manager.domain.proving.ProvingMachine;
import io.sealstream.manager.domain.sector.SectorEvent;
import io.sealstream.manager.domain.sector.SectorMachine;
import io.sealstream.manager.topology.StateDigest;
import io.sealstream.manager.topology.Stores;
import io.sealstream.manager.topology.Stores.Kind;
import io.sealstream.manager.wire.Recorded;
import io.sealstream.manager.wire.StateCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The states of all machines, made from their events alone. A log is everything of one miner ({@code f01000}) or one lane (its sender);
 * within it each event has the next sequence. Not thread-safe.
 */
public final class Fold {
    private final SectorMachine sectors = new SectorMachine();
    private final ProvingMachine partitions = new ProvingMachine();
    private final LaneMachine lanes = new LaneMachine();
    private final Map<String, Log> logs = new HashMap<>();

    /** One log: its last sequence, and its states by store and key. */
    private static final class Log {
        private final String name;
        private final Map<String, Map<String, Object>> states = new HashMap<>();
        private long sequence;

        Log(String name) {
            this.name = name;
        }

        Map<String, Object> of(Kind<?> kind) {
            return states.computeIfAbsent(kind.store(), k -> new HashMap<>());
        }

        <S> @Nullable S get(Kind<S> kind, String key) {
            Object state = of(kind).get(key);
            return state == null ? null : kind.type().cast(state);
        }

        <S> void put(Kind<S> kind, String key, S state) {
            of(kind).put(key, state);
        }
    }

    /**
     * Takes the next event of a log.
     *
     * @param log key of the miner or the lane
     * @throws BrokenLogException    where it is not the next one; nothing is changed then
     * @throws IllegalStateException where no machine could have recorded it in its state
     */
    public void take(String log, Recorded<Event> recorded) {
        Log at = logs.computeIfAbsent(log, Log::new);
        long found = recorded.meta().sequence();
        if (found != at.sequence + 1) {
            throw BrokenLogException.sequence(log, at.sequence + 1, found);
        }
        apply(at, recorded.event(), recorded.meta().epoch());
        at.sequence = found;
    }

    private void apply(Log log, Event event, ChainEpoch epoch) {
        switch (event) {
            case MinerEvent e -> log.put(Stores.MINERS, log.name,
                    new MinerMachine(ActorId.parse(log.name)).apply(log.get(Stores.MINERS, log.name), e, epoch));
            case SectorEvent e -> {
                String key = e.sector().toString();
                log.put(Stores.SECTORS, key, sectors.apply(log.get(Stores.SECTORS, key), e, epoch));
                observed(log, MinerFold.observe(log.get(Stores.MINERS, log.name), e));
            }
            case ProvingEvent e -> {
                String key = e.partition().toString();
                log.put(Stores.PARTITIONS, key, partitions.apply(log.get(Stores.PARTITIONS, key), e, epoch));
                observed(log, MinerFold.observe(log.get(Stores.MINERS, log.name), e));
            }
            case MessageEvent e -> {
                if (e instanceof MessageEvent.OfMessage of) {
                    log.put(Stores.MESSAGES, Stores.messageKey(log.name, of.intent()),
                            LaneFold.message(log.get(Stores.LANES, log.name), of, epoch));
                }
                log.put(Stores.LANES, log.name, lanes.apply(log.get(Stores.LANES, log.name), e, epoch));
            }
            default -> throw new IllegalStateException("no machine has events of " + event.getClass().getName());
        }
    }

    private static void observed(Log log, MinerState miner) {
        log.put(Stores.MINERS, log.name, miner);
    }

    /** Last sequence of a log; 0 before its first event. */
    public long position(String log) {
        Log known = logs.get(log);
        return known == null ? 0 : known.sequence;
    }

    /** Last sequence of every log that has events, by log. */
    public SortedMap<String, Long> positions() {
        SortedMap<String, Long> positions = new TreeMap<>();
        logs.values().stream().filter(log -> log.sequence > 0).forEach(log -> positions.put(log.name, log.sequence));
        return positions;
    }

    /** The state of one machine, under the key of its store; null before its first event. */
    public <S> @Nullable S state(Kind<S> kind, String key) {
        Log log = logs.get(logOf(key));
        return log == null ? null : log.get(kind, key);
    }

    /** The states of one kind in one log, by key. */
    public <S> Map<String, S> states(Kind<S> kind, String log) {
        Log known = logs.get(log);
        Map<String, S> states = new HashMap<>();
        if (known != null) {
            known.of(kind).forEach((key, state) -> states.put(key, kind.type().cast(state)));
        }
        return Collections.unmodifiableMap(states);
    }

    /** The states of one kind in all logs, by key. */
    public <S> SortedMap<String, S> states(Kind<S> kind) {
        SortedMap<String, S> states = new TreeMap<>();
        logs.keySet().forEach(log -> states.putAll(states(kind, log)));
        return states;
    }

    /** Takes one state of a log: its store, the bytes of its key, its canonical bytes. */
    @FunctionalInterface
    public interface Visitor {
        void visit(String store, byte[] key, byte[] value);
    }

    /** Visits all states of a log in the order of a digest: ascending by store and by the bytes of the key. */
    public void each(String log, Visitor visitor) {
        Log known = logs.get(log);
        if (known != null) {
            new TreeMap<>(known.states).forEach((store, states) -> {
                SortedMap<byte[], Object> ordered = new TreeMap<>(Arrays::compareUnsigned);
                states.forEach((key, state) -> ordered.put(key.getBytes(StandardCharsets.UTF_8), state));
                ordered.forEach((key, state) -> visitor.visit(store, key, StateCodec.encode(state)));
            });
        }
    }

    /** The digest of a log as it stands now; the manager answers the same at that sequence. */
    public String digest(String log) {
        StateDigest digest = new StateDigest(log, position(log));
        each(log, digest::add);
        return digest.hex();
    }

    /** The log that a key of a store or a record belongs to: {@code f01000}, {@code f01000/17}, {@code sender|intent}. */
    public static String logOf(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '/' || c == '|') {
                return key.substring(0, i);
            }
        }
        return key;
    }
}
