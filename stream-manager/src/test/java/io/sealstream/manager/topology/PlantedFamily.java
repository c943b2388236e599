package io.sealstream.manager.topology;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.miner.MinerCommand;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A planted bug: sealing tasks have leases that expire. When a node is silent, the attempt of its tasks rises, and what an older attempt
 * brings is refused.
 */
public final class PlantedFamily implements Family {
    private final Family sound;

    private PlantedFamily(Family sound) {
        this.sound = sound;
    }

    public static Object around(Object family) {
        return new PlantedFamily((Family) family);
    }

    @Override
    public Optional<String> take(Unit unit, Pending pending) {
        if (pending.command() instanceof SectorCommand.NodeResult result && !(result instanceof SectorCommand.FailTask)
                && pending.target() instanceof Target.OfSector target) {
            Optional<TaskRef> current = running(unit.get(Stores.SECTORS, target.key()));
            if (current.isPresent() && current.get().attempt() > result.task().attempt()) {
                return Optional.of("the lease of " + result.task().taskId() + " has expired");
            }
        }
        if (pending.command() instanceof MinerCommand.LoseNode lost && pending.target() instanceof Target.OfMiner miner) {
            for (Sector sector : sectors(unit, miner.key())) {
                running(sector).filter(ref -> ref.node().equals(lost.node()))
                        .ifPresent(ref -> unit.enqueue(new Target.OfSector(sector.id()),
                                new SectorCommand.FailTask(ref, FailureLevel.TEMPORARY, "its lease expired"), null, null));
            }
        }
        return sound.take(unit, pending);
    }

    private static List<Sector> sectors(Unit unit, String miner) {
        List<String> keys = new ArrayList<>();
        unit.stores().scan(Stores.SECTORS.store(), miner + "/", miner + "0", (key, value) -> keys.add(key));
        List<Sector> sectors = new ArrayList<>();
        for (String key : keys) {
            Sector sector = unit.get(Stores.SECTORS, SectorId.parse(key).toString());
            if (sector != null) {
                sectors.add(sector);
            }
        }
        return sectors;
    }

    private static Optional<TaskRef> running(@org.jspecify.annotations.Nullable Sector sector) {
        if (sector == null) {
            return Optional.empty();
        }
        return switch (sector.state()) {
            case SectorState.AwaitingReplica s -> Optional.of(ref(sector, SealStep.SEAL, s.attempt()));
            case SectorState.AwaitingProof s -> Optional.of(ref(sector, SealStep.PROVE, s.attempt()));
            case SectorState s -> Optional.empty();
        };
    }

    private static TaskRef ref(Sector sector, SealStep step, int attempt) {
        return TaskRef.of(sector.id(), step, attempt, sector.origin().node());
    }

    @Override
    public Stores.Book book() {
        return sound.book();
    }

    @Override
    public void reorg(Unit unit, ChainEpoch revertedTo) {
        sound.reorg(unit, revertedTo);
    }

    @Override
    public void settle(Unit unit, Target target) {
        sound.settle(unit, target);
    }
}
