package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.actors.GenerateSectorLocationReturn;
import io.sealstream.filecoin.actors.SectorPlace;
import io.sealstream.filecoin.actors.SectorStatus;
import io.sealstream.filecoin.actors.ValidateSectorStatusParams;
import java.util.Optional;

/**
 * The methods of FIP-0112 (actors/miner {@code generate_sector_location}, {@code validate_sector_status},
 * {@code get_nominal_sector_expiration}): a place is looked up once, off chain, and then checked cheaply.
 */
public final class SectorStatuses {
    private SectorStatuses() {}

    /** GenerateSectorLocation: a sector that is not in the table is dead and nowhere. */
    public static Effects locate(MinerCall call, long sector) {
        Optional<SectorPlace> place = call.miner().sectors().find(sector).flatMap(found -> call.miner().locate(sector))
                .map(found -> new SectorPlace(found.deadline(), found.partition()));
        SectorStatus status = place.map(at -> status(partition(call, at), sector)).orElse(SectorStatus.DEAD);
        return Effects.NONE.returning(
                new GenerateSectorLocationReturn(status, Bytes.of(place.orElse(SectorPlace.NOWHERE).toCbor())).toCbor());
    }

    private static SectorStatus status(Partition partition, long sector) {
        if (partition.terminated().contains(sector)) {
            return SectorStatus.DEAD;
        }
        return partition.faults().contains(sector) ? SectorStatus.FAULTY : SectorStatus.ACTIVE;
    }

    /** ValidateSectorStatus. */
    public static Effects validate(MinerCall call, ValidateSectorStatusParams params) {
        SectorPlace place = place(params);
        if ((place.deadline() == SectorPlace.NOWHERE.deadline()) != (place.partition() == SectorPlace.NOWHERE.partition())) {
            throw Abort.illegalArgument("invalid sector location: deadline and partition must both be set or neither");
        }
        SectorStatus found = place.equals(SectorPlace.NOWHERE)
                ? nowhere(call, params.sectorNumber())
                : at(call, place, params.sectorNumber());
        return Effects.NONE.returning(Shapes.BOOL.toCbor(found == params.status()));
    }

    private static SectorPlace place(ValidateSectorStatusParams params) {
        try {
            return SectorPlace.fromCbor(params.auxData().toArray());
        } catch (CodecException e) {
            throw Abort.illegalArgument("invalid aux_data: " + e.getMessage());
        }
    }

    private static SectorStatus nowhere(MinerCall call, long sector) {
        if (call.miner().sectors().find(sector).isPresent()) {
            throw Abort.notFound("sector " + sector + " not found at NO_DEADLINE, NO_PARTITION");
        }
        return SectorStatus.DEAD;
    }

    private static SectorStatus at(MinerCall call, SectorPlace place, long sector) {
        call.requireDeadlineIndex(place.deadline());
        Partition partition = partition(call, place);
        if (!partition.sectors().contains(sector)) {
            throw Abort.notFound("sector " + Long.toUnsignedString(sector) + " not found at deadline " + place.deadline()
                    + " partition " + place.partition());
        }
        return status(partition, sector);
    }

    private static Partition partition(MinerCall call, SectorPlace place) {
        return call.miner().deadlines().get((int) place.deadline()).partition(place.partition());
    }

    /** GetNominalSectorExpiration: what the sector was committed for, whatever became of it. */
    public static Effects nominalExpiration(MinerCall call, long sector) {
        return Effects.NONE.returning(Shapes.EPOCH.toCbor(call.miner().sectors().find(sector)
                .orElseThrow(() -> Abort.notFound("sector " + Long.toUnsignedString(sector) + " not found")).expiration()));
    }
}
