package io.sealstream.manager.rebuild;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.node.KnownNode;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.domain.policy.FeeHistory;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.topology.Stores;
import io.sealstream.manager.topology.Timetable;
import io.sealstream.manager.wire.Head;
import io.sealstream.manager.wire.StateCodec;
import io.sealstream.schemas.Partitions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Writes what the stores of the manager hold, from a fold and the heads. */
final class StoreContents {
    private final StoreSink out;
    private final ChainRules rules;
    private final int partitions;

    StoreContents(StoreSink out, ChainRules rules, int partitions) {
        this.out = out;
        this.rules = rules;
        this.partitions = partitions;
    }

    /** All states, positions and timers. */
    void states(Fold fold, Map<Integer, Head> minerHeads, Map<Integer, Head> laneHeads) {
        fold.positions().forEach((log, sequence) -> {
            Address address = Address.parse(log);
            boolean lane = address.isKey();
            int partition = lane
                    ? Partitions.partitionOf(address, partitions)
                    : Partitions.partitionOf(ActorId.parse(log), partitions);
            Stores.Book book = lane ? Stores.LANE_BOOK : Stores.MINER_BOOK;
            fold.each(log, (store, key, value) -> out.put(store, partition, key, value));
            out.put(book.positions(), partition, log, Long.toString(sequence).getBytes(StandardCharsets.UTF_8));
            Timetable timers = lane ? lane(fold, log, now(laneHeads, partition)) : miner(fold, log, now(minerHeads, partition));
            timers.entries().forEach((key, value) -> out.put(book.timers(), partition, key, value));
        });
    }

    private static ChainEpoch now(Map<Integer, Head> heads, int partition) {
        return Optional.ofNullable(heads.get(partition)).map(Head::epoch).orElse(ChainEpoch.ZERO);
    }

    private Timetable miner(Fold fold, String log, ChainEpoch now) {
        Timetable timers = Timetable.ofMiners(rules, partitions, now);
        fold.states(Stores.MINERS, log).forEach((key, state) -> timers.know(Stores.MINERS, key, state));
        fold.states(Stores.SECTORS, log).forEach((key, state) -> timers.know(Stores.SECTORS, key, state));
        fold.states(Stores.PARTITIONS, log).forEach((key, state) -> timers.know(Stores.PARTITIONS, key, state));
        return timers;
    }

    private Timetable lane(Fold fold, String log, ChainEpoch now) {
        Timetable timers = Timetable.ofLanes(partitions, now);
        fold.states(Stores.LANES, log).forEach((key, state) -> timers.know(Stores.LANES, key, state));
        return timers;
    }

    void heads(Stores.Book book, Map<Integer, Head> heads) {
        heads.forEach((partition, head) -> out.put(book.head().store(), partition, Stores.HEAD_KEY, StateCodec.encode(head)));
    }

    /** Base fees of the last day, from the heads of miners. */
    void fees(Map<Integer, FeeHistory> fees) {
        fees.forEach((partition, known) -> out.put(Stores.FEES.store(), partition, Stores.FEES_KEY, StateCodec.encode(known)));
    }

    void nodes(Map<String, KnownNode> nodes) {
        nodes.forEach((name, node) -> out.put(Stores.NODES.store(), Partitions.partitionOfNode(name, partitions), name,
                StateCodec.encode(node)));
    }
}
