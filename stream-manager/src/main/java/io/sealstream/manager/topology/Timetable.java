package io.sealstream.manager.topology;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.topology.Stores.Kind;
import io.sealstream.manager.wire.EffectRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The timers of machines whose states are known, set as the shell would set them at an epoch. */
public final class Timetable {
    private final Family family;
    private final Unit unit;
    private final List<String> machines = new ArrayList<>();

    private Timetable(Family family, int partitions, ChainEpoch now) {
        this.family = family;
        this.unit = new Unit(new NoStores(), new StateMemo(), partitions, now, "");
    }

    /**
     * Timers of miners, sectors and partitions.
     *
     * @param partitions N of the cluster
     * @param now        epoch of the newest head
     */
    public static Timetable ofMiners(ChainRules rules, int partitions, ChainEpoch now) {
        return new Timetable(new MinerFamily(rules, new EffectRecords(partitions)), partitions, now);
    }

    /** Timers of lanes. */
    public static Timetable ofLanes(int partitions, ChainEpoch now) {
        return new Timetable(new LaneFamily(new EffectRecords(partitions)), partitions, now);
    }

    /** Takes the state of a machine. All of one log must be known before {@link #entries}. */
    public <S> void know(Kind<S> kind, String key, S state) {
        unit.know(kind, key, state);
        machines.add(key);
    }

    /** What the store of timers must hold. */
    public Map<String, byte[]> entries() {
        machines.forEach(key -> family.settle(unit, Timers.target(key)));
        Map<String, byte[]> entries = new TreeMap<>();
        unit.puts().forEach(put -> entries.put(put.key(), Objects.requireNonNull(put.value())));
        return entries;
    }

    /** All that is known is told. */
    private static final class NoStores implements StateStore {
        @Override
        public byte @Nullable [] get(String store, String key) {
            return null;
        }

        @Override
        public void put(String store, String key, byte @Nullable [] value) {
            throw new IllegalStateException("a timetable writes no store");
        }

        @Override
        public void scan(String store, String from, String to, BiPredicate<String, byte[]> visitor) {
            // there is nothing
        }
    }
}
