package io.sealstream.manager.wire;

import io.sealstream.manager.domain.proving.Partition.WindowPlan;
import io.sealstream.manager.domain.proving.ProvingEvent;
import io.sealstream.schemas.avro.DeadlineClosed;
import io.sealstream.schemas.avro.Meta;
import io.sealstream.schemas.avro.PartitionPlanned;
import io.sealstream.schemas.avro.PartitionProven;
import io.sealstream.schemas.avro.PoStProved;
import io.sealstream.schemas.avro.PoStSubmitFailed;
import io.sealstream.schemas.avro.PoStSubmitted;
import io.sealstream.schemas.avro.PoStTaskFailed;
import io.sealstream.schemas.avro.PoStTaskIssued;
import io.sealstream.schemas.avro.SectorFaulty;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Events of a partition as records of {@code proving.event}, both ways. */
final class ProvingEventRecords {
    private ProvingEventRecords() {}

    static SpecificRecord of(ProvingEvent event, Meta meta) {
        String miner = event.partition().miner().toString();
        int deadline = event.partition().deadline();
        int partition = event.partition().index();
        long period = event.periodStart().value();
        return switch (event) {
            case ProvingEvent.PartitionPlanned e -> planned(e, meta);
            case ProvingEvent.PoStTaskIssued e -> PoStTaskIssued.newBuilder().setMeta(meta).setMiner(miner).setDeadline(deadline)
                    .setPartition(partition).setPeriodStart(period).setAttempt(e.attempt()).setNode(e.node()).build();
            case ProvingEvent.PoStTaskFailed e -> PoStTaskFailed.newBuilder().setMeta(meta).setMiner(miner).setDeadline(deadline)
                    .setPartition(partition).setPeriodStart(period).setAttempt(e.attempt()).setReason(e.reason())
                    .setRetryAt(e.retryAt().value()).build();
            case ProvingEvent.PoStProved e -> PoStProved.newBuilder().setMeta(meta).setMiner(miner).setDeadline(deadline)
                    .setPartition(partition).setPeriodStart(period).setAttempt(e.attempt()).setProof(Fields.buffer(e.proof()))
                    .setPostProof(e.postProof()).setSkipped(Parts.skipped(e.skipped())).setStageMillis(Parts.stages(e.stages()))
                    .build();
            case ProvingEvent.PoStSubmitted e -> PoStSubmitted.newBuilder().setMeta(meta).setMiner(miner).setDeadline(deadline)
                    .setPartition(partition).setPeriodStart(period).setIntent(e.intent()).setSender(e.sender().toString())
                    .setCommitEpoch(e.commitEpoch().value()).setCommitRandomness(Fields.buffer(e.commitRandomness()))
                    .setAttempt(e.attempt())
                    .build();
            case ProvingEvent.PoStSubmitFailed e ->
                PoStSubmitFailed.newBuilder().setMeta(meta).setMiner(miner).setDeadline(deadline)
                        .setPartition(partition).setPeriodStart(period).setIntent(e.intent()).setExitCode(e.exitCode())
                        .setReason(e.reason())
                        .build();
            case ProvingEvent.PartitionProven e ->
                PartitionProven.newBuilder().setMeta(meta).setMiner(miner).setDeadline(deadline)
                        .setPartition(partition).setPeriodStart(period).setIntent(e.intent()).setHeight(e.height()).build();
            case ProvingEvent.SectorFaulty e -> SectorFaulty.newBuilder().setMeta(meta).setMiner(miner).setDeadline(deadline)
                    .setPartition(partition).setPeriodStart(period).setSector(e.sector()).setReason(e.reason()).build();
            case ProvingEvent.DeadlineClosed e -> DeadlineClosed.newBuilder().setMeta(meta).setMiner(miner).setDeadline(deadline)
                    .setPartition(partition).setPeriodStart(period).setProven(e.proven()).setFaulty(Fields.buffer(e.faulty()))
                    .build();
        };
    }

    private static PartitionPlanned planned(ProvingEvent.PartitionPlanned e, Meta meta) {
        WindowPlan plan = e.plan();
        return PartitionPlanned.newBuilder().setMeta(meta).setMiner(e.partition().miner().toString())
                .setDeadline(e.partition().deadline())
                .setPartition(e.partition().index()).setPeriodStart(plan.periodStart().value())
                .setChallengeEpoch(plan.challengeEpoch().value()).setOpenEpoch(plan.open().value())
                .setCloseEpoch(plan.close().value())
                .setChallenge(Fields.buffer(plan.challenge())).setSectors(Parts.sectors(plan.sectors()))
                .setRecovering(Fields.buffer(plan.recovering())).setTipset(e.tipset()).build();
    }

    /** The event; empty when the record is of another family. */
    static Optional<ProvingEvent> read(SpecificRecord record) {
        Fields in = Fields.of(record);
        return Optional.ofNullable(switch (record) {
            case PartitionPlanned r -> planned(in, r);
            case PoStTaskIssued r ->
                new ProvingEvent.PoStTaskIssued(in.partition(r.getMiner(), r.getDeadline(), r.getPartition()),
                        Fields.epoch(r.getPeriodStart()), r.getAttempt(), r.getNode());
            case PoStTaskFailed r ->
                new ProvingEvent.PoStTaskFailed(in.partition(r.getMiner(), r.getDeadline(), r.getPartition()),
                        Fields.epoch(r.getPeriodStart()), r.getAttempt(), r.getReason(), Fields.epoch(r.getRetryAt()));
            case PoStProved r -> new ProvingEvent.PoStProved(in.partition(r.getMiner(), r.getDeadline(), r.getPartition()),
                    Fields.epoch(r.getPeriodStart()), r.getAttempt(), Fields.bytes(r.getProof()), r.getPostProof(),
                    Parts.skipped(in, r.getSkipped()), Parts.stages(in, r.getStageMillis()));
            case PoStSubmitted r -> new ProvingEvent.PoStSubmitted(in.partition(r.getMiner(), r.getDeadline(), r.getPartition()),
                    Fields.epoch(r.getPeriodStart()), r.getIntent(), in.lane(r.getSender()), Fields.epoch(r.getCommitEpoch()),
                    Fields.bytes(r.getCommitRandomness()), r.getAttempt());
            case PoStSubmitFailed r ->
                new ProvingEvent.PoStSubmitFailed(in.partition(r.getMiner(), r.getDeadline(), r.getPartition()),
                        Fields.epoch(r.getPeriodStart()), r.getIntent(), r.getExitCode(), r.getReason());
            case PartitionProven r ->
                new ProvingEvent.PartitionProven(in.partition(r.getMiner(), r.getDeadline(), r.getPartition()),
                        Fields.epoch(r.getPeriodStart()), r.getIntent(), r.getHeight());
            case SectorFaulty r -> new ProvingEvent.SectorFaulty(in.partition(r.getMiner(), r.getDeadline(), r.getPartition()),
                    Fields.epoch(r.getPeriodStart()), in.natural("sector", r.getSector()), r.getReason());
            case DeadlineClosed r ->
                new ProvingEvent.DeadlineClosed(in.partition(r.getMiner(), r.getDeadline(), r.getPartition()),
                        Fields.epoch(r.getPeriodStart()), r.getProven(), in.bitField("faulty", r.getFaulty()));
            default -> null;
        });
    }

    private static ProvingEvent planned(Fields in, PartitionPlanned r) {
        WindowPlan plan = new WindowPlan(Fields.epoch(r.getPeriodStart()), Fields.epoch(r.getChallengeEpoch()),
                Fields.epoch(r.getOpenEpoch()),
                Fields.epoch(r.getCloseEpoch()), Fields.bytes(r.getChallenge()), Parts.sectors(in, r.getSectors()),
                in.bitField("recovering", r.getRecovering()));
        return new ProvingEvent.PartitionPlanned(in.partition(r.getMiner(), r.getDeadline(), r.getPartition()), plan,
                r.getTipset());
    }
}
