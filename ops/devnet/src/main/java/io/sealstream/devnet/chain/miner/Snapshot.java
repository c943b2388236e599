package io.sealstream.devnet.chain.miner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a dispute is judged by: a deadline's partitions, stored proofs and sectors at the end of its last window. Immutable.
 *
 * @param proofs  by their index, which stays when another one is taken out
 * @param sectors kept only when there are proofs
 */
public record Snapshot(List<Partition> partitions, NavigableMap<Long, StoredPoSt> proofs, SectorTable sectors) {
    static final Snapshot NONE = new Snapshot(List.of(), new TreeMap<>(), SectorTable.EMPTY);

    public Snapshot {
        partitions = List.copyOf(partitions);
        proofs = Collections.unmodifiableNavigableMap(new TreeMap<>(proofs));
    }

    static Snapshot of(List<Partition> partitions, List<StoredPoSt> optimistic, SectorTable sectors) {
        NavigableMap<Long, StoredPoSt> proofs = new TreeMap<>();
        new ArrayList<>(optimistic).forEach(proof -> proofs.put((long) proofs.size(), proof));
        return new Snapshot(partitions, proofs, proofs.isEmpty() ? SectorTable.EMPTY : sectors);
    }

    Optional<StoredPoSt> proof(long index) {
        return Optional.ofNullable(proofs.get(index));
    }

    Snapshot without(long index) {
        NavigableMap<Long, StoredPoSt> rest = new TreeMap<>(proofs);
        rest.remove(index);
        return new Snapshot(partitions, rest, sectors);
    }
}
