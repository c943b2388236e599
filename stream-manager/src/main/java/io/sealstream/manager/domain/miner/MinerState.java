package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Frozen;
import io.sealstream.manager.domain.batch.Batches;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.policy.MinerContext.NodeSeen;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Observed;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A miner as a whole.
 *
 * @param policy     how it is run; null before the first SetPolicy
 * @param policyAt   epoch of the last SetPolicy
 * @param observed   what the chain says about it; null before the first answer
 * @param observedAt epoch of the last change of it
 * @param wanted     sectors operators asked for, in all
 * @param given      numbers given, for ever
 * @param nodes      nodes by name
 * @param busyStores scratch stores ({@code node/store}) with the sector that is sealed in them
 * @param clients    last number and answer of each requester
 * @param batches    sectors that need a message, and messages that are not over
 * @param deadlines  deadlines that hold sectors of ours, with the period planned last
 * @param open       partitions planned and not closed ({@code 3/0}), with their period start
 */
public record MinerState(ActorId miner, @Nullable MinerPolicy policy, ChainEpoch policyAt, @Nullable Observed observed,
        ChainEpoch observedAt, long wanted, BitField given, SortedMap<String, NodeSeen> nodes, SortedMap<String, Long> busyStores,
        SortedMap<String, Answer> clients, Batches batches, SortedMap<Integer, Planned> deadlines,
        SortedMap<String, Long> open) {

    /** The last answer a requester got. {@code error} is empty when it was accepted. */
    public record Answer(long number, String value, String error) {}

    /** The period of a deadline that was planned last; {@code periodStart} null before the first. */
    public record Planned(@Nullable ChainEpoch periodStart) {}

    public MinerState {
        nodes = Frozen.map(nodes);
        busyStores = Frozen.map(busyStores);
        clients = Frozen.map(clients);
        deadlines = Frozen.map(deadlines);
        open = Frozen.map(open);
    }

    static MinerState first(ActorId miner) {
        return new MinerState(miner, null, ChainEpoch.ZERO, null, ChainEpoch.ZERO, 0, BitField.EMPTY, new TreeMap<>(),
                new TreeMap<>(), new TreeMap<>(), Batches.NONE, new TreeMap<>(), new TreeMap<>());
    }

    /** What its sectors and partitions see of it. */
    public MinerContext context(ChainEpoch now, ChainRules rules) {
        return new MinerContext(now, rules, policy, observed, nodes, batches.open().keySet());
    }

    /** Sectors begun so far. */
    public long begun() {
        return given.count();
    }

    /** A scratch store in the cluster: its name is unique on its node only. */
    static String scratch(String node, String store) {
        return node + "/" + store;
    }

    MinerState withPolicy(MinerPolicy next, ChainEpoch at) {
        return new MinerState(miner, next, at, observed, observedAt, wanted, given, nodes, busyStores, clients, batches,
                deadlines, open);
    }

    MinerState withObserved(Observed next, ChainEpoch at) {
        return new MinerState(miner, policy, policyAt, next, at, wanted, given, nodes, busyStores, clients, batches, deadlines,
                open);
    }

    MinerState withWanted(long total) {
        return new MinerState(miner, policy, policyAt, observed, observedAt, total, given, nodes, busyStores, clients, batches,
                deadlines, open);
    }

    MinerState withGiven(long number, String store) {
        return new MinerState(miner, policy, policyAt, observed, observedAt, wanted, given.with(number), nodes,
                put(busyStores, store, number),
                clients, batches, deadlines, open);
    }

    MinerState withFreed(long number) {
        TreeMap<String, Long> next = new TreeMap<>(busyStores);
        next.values().removeIf(n -> n == number);
        return new MinerState(miner, policy, policyAt, observed, observedAt, wanted, given, nodes, next, clients, batches,
                deadlines, open);
    }

    MinerState withNode(String name, NodeSeen node) {
        return new MinerState(miner, policy, policyAt, observed, observedAt, wanted, given, put(nodes, name, node), busyStores,
                clients, batches,
                deadlines, open);
    }

    MinerState withAnswer(String client, Answer answer) {
        return new MinerState(miner, policy, policyAt, observed, observedAt, wanted, given, nodes, busyStores,
                put(clients, client, answer),
                batches, deadlines, open);
    }

    MinerState with(Batches next) {
        return new MinerState(miner, policy, policyAt, observed, observedAt, wanted, given, nodes, busyStores, clients, next,
                deadlines, open);
    }

    MinerState withDeadline(int deadline, Planned planned) {
        return new MinerState(miner, policy, policyAt, observed, observedAt, wanted, given, nodes, busyStores, clients, batches,
                put(deadlines, deadline, planned), open);
    }

    MinerState withOpen(String partition, long periodStart) {
        return new MinerState(miner, policy, policyAt, observed, observedAt, wanted, given, nodes, busyStores, clients, batches,
                deadlines,
                put(open, partition, periodStart));
    }

    MinerState withClosed(String partition) {
        TreeMap<String, Long> next = new TreeMap<>(open);
        next.remove(partition);
        return new MinerState(miner, policy, policyAt, observed, observedAt, wanted, given, nodes, busyStores, clients, batches,
                deadlines, next);
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> put(SortedMap<K, V> map, K key, V value) {
        TreeMap<K, V> next = new TreeMap<>(map);
        next.put(key, value);
        return next;
    }
}
