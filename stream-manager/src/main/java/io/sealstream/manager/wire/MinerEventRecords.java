package io.sealstream.manager.wire;

import io.sealstream.filecoin.Address;
import io.sealstream.manager.domain.miner.MinerEvent;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.schemas.avro.Meta;
import io.sealstream.schemas.avro.MinerObserved;
import io.sealstream.schemas.avro.NodeLost;
import io.sealstream.schemas.avro.NodeReturned;
import io.sealstream.schemas.avro.PolicySet;
import io.sealstream.schemas.avro.RequestAnswered;
import io.sealstream.schemas.avro.SectorsWanted;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Events of a miner as records of {@code miner.event}, both ways. */
final class MinerEventRecords {
    private MinerEventRecords() {}

    static SpecificRecord of(MinerEvent event, Meta meta) {
        String miner = event.miner().toString();
        return switch (event) {
            case MinerEvent.PolicySet e ->
                PolicySet.newBuilder().setMeta(meta).setMiner(miner).setPolicy(PolicyRecords.of(e.policy())).build();
            case MinerEvent.MinerObserved e -> observed(miner, e.observed(), meta);
            case MinerEvent.SectorsWanted e ->
                SectorsWanted.newBuilder().setMeta(meta).setMiner(miner).setTotal(e.total()).build();
            case MinerEvent.SectorOffered e -> BatchEventRecords.of(miner, e, meta);
            case MinerEvent.BatchDue e -> BatchEventRecords.of(miner, e, meta);
            case MinerEvent.BatchHeld e -> BatchEventRecords.of(miner, e, meta);
            case MinerEvent.AggregateOrdered e -> BatchEventRecords.of(miner, e, meta);
            case MinerEvent.AggregateDropped e -> BatchEventRecords.of(miner, e, meta);
            case MinerEvent.BatchFormed e -> BatchEventRecords.of(miner, e, meta);
            case MinerEvent.BatchClosed e -> BatchEventRecords.of(miner, e, meta);
            case MinerEvent.NodeReturned e -> NodeReturned.newBuilder().setMeta(meta).setMiner(miner).setNode(e.node())
                    .setIncarnation(e.incarnation()).setStores(Parts.stores(e.stores())).setWindowPoSt(e.windowPoSt())
                    .setAggregate(e.aggregate()).build();
            case MinerEvent.NodeLost e -> NodeLost.newBuilder().setMeta(meta).setMiner(miner).setNode(e.node())
                    .setIncarnation(e.incarnation()).build();
            case MinerEvent.RequestAnswered e -> RequestAnswered.newBuilder().setMeta(meta).setMiner(miner).setClient(e.client())
                    .setNumber(e.number()).setReply(e.reply()).setError(e.error()).build();
        };
    }

    private static MinerObserved observed(String miner, Observed o, Meta meta) {
        return MinerObserved.newBuilder().setMeta(meta).setMiner(miner).setOwner(o.owner().toString())
                .setWorker(o.worker().toString())
                .setControls(o.controls().stream().map(Address::toString).toList()).setSectorSize(o.sectorSize())
                .setWindowPoStProof(o.windowPoStProof()).setPeriodStart(o.periodStart().value())
                .setAllocated(Fields.buffer(o.allocated()))
                .build();
    }

    /** The event; empty when the record is of another family. */
    static Optional<MinerEvent> read(SpecificRecord record) {
        Fields in = Fields.of(record);
        return Optional.ofNullable(switch (record) {
            case PolicySet r -> new MinerEvent.PolicySet(in.miner(r.getMiner()), PolicyRecords.read(in, r.getPolicy()));
            case MinerObserved r -> new MinerEvent.MinerObserved(in.miner(r.getMiner()),
                    new Observed(in.address("owner", r.getOwner()),
                            in.address("worker", r.getWorker()), in.addresses("controls", r.getControls()), r.getSectorSize(),
                            r.getWindowPoStProof(),
                            Fields.epoch(r.getPeriodStart()), in.bitField("allocated", r.getAllocated())));
            case SectorsWanted r -> new MinerEvent.SectorsWanted(in.miner(r.getMiner()), r.getTotal());
            case NodeReturned r -> new MinerEvent.NodeReturned(in.miner(r.getMiner()), r.getNode(), r.getIncarnation(),
                    Parts.stores(in, r.getStores()), r.getWindowPoSt(), r.getAggregate());
            case NodeLost r -> new MinerEvent.NodeLost(in.miner(r.getMiner()), r.getNode(), r.getIncarnation());
            case RequestAnswered r ->
                new MinerEvent.RequestAnswered(in.miner(r.getMiner()), r.getClient(), r.getNumber(), r.getReply(),
                        r.getError());
            default -> BatchEventRecords.read(in, record).orElse(null);
        });
    }
}
