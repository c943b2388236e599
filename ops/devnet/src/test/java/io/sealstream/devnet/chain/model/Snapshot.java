package io.sealstream.devnet.chain.model;

import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.Partition;
import io.sealstream.devnet.chain.model.NaiveSector.Health;
import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything that the two models must agree on, as text with a line for each sector. */
final class Snapshot {
    private static final long SECTOR_BYTES = 2048;

    private final StringBuilder out = new StringBuilder();

    private Snapshot() {}

    static String of(NaiveMiner miner) {
        Snapshot text = new Snapshot();
        for (int deadline = 0; deadline < Calendar.DEADLINES; deadline++) {
            List<Set<Long>> partitions = miner.deadlines.get(deadline);
            for (int partition = 0; partition < partitions.size(); partition++) {
                for (long number : partitions.get(partition)) {
                    NaiveSector sector = miner.sector(number);
                    text.line(deadline, partition, number, sector.health, sector.expiration);
                    text.end(sector.isLive() ? sector.leaves : -1, sector.isLive() && sector.early, sector.unsettled);
                }
            }
        }
        long active = miner.sectors.values().stream().filter(sector -> sector.health == Health.ACTIVE).count();
        return text.total(active * SECTOR_BYTES, miner.sectors.keySet());
    }

    static String of(Miner miner, Power claim) {
        Snapshot text = new Snapshot();
        for (int deadline = 0; deadline < Calendar.DEADLINES; deadline++) {
            List<Partition> partitions = miner.deadlines().get(deadline).partitions();
            for (int partition = 0; partition < partitions.size(); partition++) {
                for (long number : partitions.get(partition).sectors().stream().toArray()) {
                    text.sector(miner, partitions.get(partition), deadline, partition, number);
                }
            }
        }
        return text.total(claim.raw().longValueExact(), miner.sectors().all().keySet());
    }

    private void sector(Miner miner, Partition holder, int deadline, int partition, long number) {
        line(deadline, partition, number, health(holder, number), miner.sectors().get(number).expiration().value());
        boolean early = holder.expiration(number, true).isPresent();
        long leaves = holder.expiration(number, early).map(ChainEpoch::value).orElse(-1L);
        long unsettled = holder.earlyTerminated().entrySet().stream().filter(each -> each.getValue().contains(number))
                .map(Map.Entry::getKey).findFirst().orElse(-1L);
        end(leaves, early, unsettled);
    }

    private static Health health(Partition partition, long number) {
        List<Map.Entry<Health, BitField>> sets = List.of(Map.entry(Health.DEAD, partition.terminated()),
                Map.entry(Health.RECOVERING, partition.recoveries()), Map.entry(Health.FAULTY, partition.faults()),
                Map.entry(Health.UNPROVEN, partition.unproven()));
        return sets.stream().filter(each -> each.getValue().contains(number)).map(Map.Entry::getKey).findFirst()
                .orElse(Health.ACTIVE);
    }

    private void line(int deadline, int partition, long number, Health health, long expiration) {
        out.append("deadline ").append(deadline).append(" partition ").append(partition).append(" sector ").append(number)
                .append(' ')
                .append(health).append(" expires ").append(expiration);
    }

    private void end(long leaves, boolean early, long unsettled) {
        out.append(" leaves ").append(leaves).append(early ? " early" : "").append(" unsettled ").append(unsettled).append('\n');
    }

    private String total(long power, Set<Long> numbers) {
        return out.append("power ").append(power).append(" sectors ").append(numbers).append('\n').toString();
    }
}
