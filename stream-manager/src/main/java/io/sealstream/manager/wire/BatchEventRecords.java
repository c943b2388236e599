package io.sealstream.manager.wire;

import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.batch.BatchForm;
import io.sealstream.manager.domain.batch.Funds;
import io.sealstream.manager.domain.batch.BatchPolicy.Reason;
import io.sealstream.manager.domain.miner.MinerEvent;
import io.sealstream.schemas.avro.AggregateDropped;
import io.sealstream.schemas.avro.AggregateOrdered;
import io.sealstream.schemas.avro.BatchClosed;
import io.sealstream.schemas.avro.BatchDue;
import io.sealstream.schemas.avro.BatchFormed;
import io.sealstream.schemas.avro.BatchHeld;
import io.sealstream.schemas.avro.BatchReason;
import io.sealstream.schemas.avro.FailedMember;
import io.sealstream.schemas.avro.Meta;
import io.sealstream.schemas.avro.SectorOffered;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** Events of the batches of a miner as records of {@code miner.event}, both ways. */
final class BatchEventRecords {
    private BatchEventRecords() {}

    private static io.sealstream.schemas.avro.Purpose of(Purpose purpose) {
        return io.sealstream.schemas.avro.Purpose.valueOf(purpose.name());
    }

    static SpecificRecord of(String miner, MinerEvent.SectorOffered e, Meta meta) {
        return SectorOffered.newBuilder().setMeta(meta).setMiner(miner).setPurpose(of(e.purpose())).setSector(e.sector())
                .setReadyAt(e.readyAt().value()).setLastSafe(e.lastSafe().value()).build();
    }

    static SpecificRecord of(String miner, MinerEvent.BatchDue e, Meta meta) {
        return BatchDue.newBuilder().setMeta(meta).setMiner(miner).setPurpose(of(e.purpose())).setSectors(e.sectors())
                .setReason(BatchReason.valueOf(e.reason().name())).setWords(e.words()).setBaseFee(e.baseFee().toString())
                .build();
    }

    static SpecificRecord of(String miner, MinerEvent.BatchHeld e, Meta meta) {
        return BatchHeld.newBuilder().setMeta(meta).setMiner(miner).setPurpose(of(e.purpose())).setSectors(e.sectors())
                .setWords(e.words()).setLacks(e.lacks().toString()).build();
    }

    static SpecificRecord of(String miner, MinerEvent.AggregateOrdered e, Meta meta) {
        return AggregateOrdered.newBuilder().setMeta(meta).setMiner(miner).setIntent(e.intent()).setSectors(e.sectors())
                .setNode(e.node()).setAttempt(e.attempt()).setReason(e.reason()).setSender(e.sender().toString())
                .setValue(e.funds().value().toString()).setOwnFunds(e.funds().own().toString()).setAlert(e.alert()).build();
    }

    static SpecificRecord of(String miner, MinerEvent.AggregateDropped e, Meta meta) {
        return AggregateDropped.newBuilder().setMeta(meta).setMiner(miner).setIntent(e.intent()).setReason(e.reason()).build();
    }

    static SpecificRecord of(String miner, MinerEvent.BatchFormed e, Meta meta) {
        return BatchFormed.newBuilder().setMeta(meta).setMiner(miner).setIntent(e.intent()).setPurpose(of(e.purpose()))
                .setSectors(e.sectors()).setSender(e.sender().toString()).setAttempt(e.attempt()).setReason(e.reason())
                .setValue(e.funds().value().toString()).setOwnFunds(e.funds().own().toString())
                .setExpiration(e.expiration().value())
                .setForm(io.sealstream.schemas.avro.BatchForm.valueOf(e.form().name())).setGas(e.gas())
                .setOverEstimation(e.overEstimation()).setBaseFee(e.baseFee().toString()).setAlert(e.alert())
                .setAggregate(Fields.buffer(e.aggregate())).build();
    }

    static SpecificRecord of(String miner, MinerEvent.BatchClosed e, Meta meta) {
        List<FailedMember> failed = e.failed().entrySet().stream()
                .map(f -> FailedMember.newBuilder().setSector(f.getKey()).setExitCode(f.getValue()).build()).toList();
        return BatchClosed.newBuilder().setMeta(meta).setMiner(miner).setIntent(e.intent())
                .setOutcome(io.sealstream.schemas.avro.IntentOutcome.valueOf(e.outcome().name())).setExitCode(e.exitCode())
                .setReason(e.reason()).setFee(e.fee().toString())
                .setCause(io.sealstream.schemas.avro.FailureCause.valueOf(e.cause().name())).setFailed(failed).build();
    }

    /** The event; empty when the record is none of a batch. */
    static Optional<MinerEvent> read(Fields in, SpecificRecord record) {
        return Optional.ofNullable(switch (record) {
            case SectorOffered r -> new MinerEvent.SectorOffered(in.miner(r.getMiner()), Purpose.valueOf(r.getPurpose().name()),
                    in.natural("sector", r.getSector()), Fields.epoch(r.getReadyAt()), Fields.epoch(r.getLastSafe()));
            case BatchDue r -> new MinerEvent.BatchDue(in.miner(r.getMiner()), Purpose.valueOf(r.getPurpose().name()),
                    sectors(in, r.getSectors()), Reason.valueOf(r.getReason().name()), r.getWords(),
                    in.amount("baseFee", r.getBaseFee()));
            case BatchHeld r -> new MinerEvent.BatchHeld(in.miner(r.getMiner()), Purpose.valueOf(r.getPurpose().name()),
                    sectors(in, r.getSectors()), r.getWords(), in.amount("lacks", r.getLacks()));
            case AggregateOrdered r -> new MinerEvent.AggregateOrdered(in.miner(r.getMiner()), r.getIntent(),
                    sectors(in, r.getSectors()), r.getNode(), r.getAttempt(), r.getReason(), in.lane(r.getSender()),
                    funds(in, r.getValue(), r.getOwnFunds()), r.getAlert());
            case AggregateDropped r ->
                new MinerEvent.AggregateDropped(in.miner(r.getMiner()), r.getIntent(), r.getReason());
            case BatchFormed r -> formed(in, r);
            case BatchClosed r -> new MinerEvent.BatchClosed(in.miner(r.getMiner()), r.getIntent(),
                    IntentOutcome.valueOf(r.getOutcome().name()), r.getExitCode(), r.getReason(), in.amount("fee", r.getFee()),
                    FailureCause.valueOf(r.getCause().name()), failed(in, r));
            default -> null;
        });
    }

    private static MinerEvent formed(Fields in, BatchFormed r) {
        return new MinerEvent.BatchFormed(in.miner(r.getMiner()), r.getIntent(), Purpose.valueOf(r.getPurpose().name()),
                sectors(in, r.getSectors()), in.lane(r.getSender()), r.getAttempt(), r.getReason(),
                funds(in, r.getValue(), r.getOwnFunds()), Fields.epoch(r.getExpiration()), BatchForm.valueOf(r.getForm().name()),
                r.getGas(), r.getOverEstimation(), in.amount("baseFee", r.getBaseFee()), r.getAlert(),
                Fields.bytes(r.getAggregate()));
    }

    private static SortedMap<Long, Long> failed(Fields in, BatchClosed r) {
        SortedMap<Long, Long> failed = new TreeMap<>();
        r.getFailed().forEach(f -> failed.put(in.natural("failed.sector", f.getSector()), f.getExitCode()));
        return failed;
    }

    private static Funds funds(Fields in, String value, String own) {
        return new Funds(in.amount("value", value), in.amount("ownFunds", own));
    }

    private static List<Long> sectors(Fields in, List<Long> sectors) {
        return in.list("sectors", sectors, n -> in.natural("sectors", n));
    }
}
