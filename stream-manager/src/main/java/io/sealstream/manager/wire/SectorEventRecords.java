package io.sealstream.manager.wire;

import io.sealstream.schemas.avro.ProveCommitReturned;
import io.sealstream.schemas.avro.PreCommitReturned;
import io.sealstream.manager.domain.sector.SectorEvent;
import io.sealstream.schemas.avro.Activated;
import io.sealstream.schemas.avro.FailureLevel;
import io.sealstream.schemas.avro.Finalized;
import io.sealstream.schemas.avro.Meta;
import io.sealstream.schemas.avro.Persisted;
import io.sealstream.schemas.avro.PiecesAdded;
import io.sealstream.schemas.avro.PreCommitBatched;
import io.sealstream.schemas.avro.PreCommitFailed;
import io.sealstream.schemas.avro.PreCommitLanded;
import io.sealstream.schemas.avro.PreCommitMoved;
import io.sealstream.schemas.avro.ProofRefused;
import io.sealstream.schemas.avro.ProveCommitBatched;
import io.sealstream.schemas.avro.ProveCommitFailed;
import io.sealstream.schemas.avro.Proved;
import io.sealstream.schemas.avro.SealStep;
import io.sealstream.schemas.avro.Sealed;
import io.sealstream.schemas.avro.SectorAborted;
import io.sealstream.schemas.avro.SectorAllocated;
import io.sealstream.schemas.avro.SectorRetried;
import io.sealstream.schemas.avro.SeedAssigned;
import io.sealstream.schemas.avro.StepFailed;
import io.sealstream.schemas.avro.TaskIssued;
import io.sealstream.schemas.avro.TicketAssigned;
import org.apache.avro.specific.SpecificRecord;

/** Events of a sector as records of {@code sector.event}; {@link SectorEventReader} reads them back. */
final class SectorEventRecords {
    private SectorEventRecords() {}

    static SpecificRecord of(SectorEvent event, Meta meta) {
        String miner = event.sector().miner().toString();
        long number = event.sector().number();
        return switch (event) {
            case SectorEvent.SectorAllocated e ->
                SectorAllocated.newBuilder().setMeta(meta).setMiner(miner).setSector(number).setPlan(e.plan())
                        .setSealProof(e.sealProof()).setNode(e.node()).setStore(e.store()).build();
            case SectorEvent.TaskIssued e -> TaskIssued.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setStep(SealStep.valueOf(e.step().name())).setAttempt(e.attempt()).build();
            case SectorEvent.PiecesAdded e -> PiecesAdded.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setPieces(Parts.pieces(e.pieces())).setCommD(e.commD().toString()).build();
            case SectorEvent.TicketAssigned e -> TicketAssigned.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setTicketEpoch(e.ticketEpoch().value()).setTicket(Fields.buffer(e.ticket())).build();
            case SectorEvent.Sealed e ->
                Sealed.newBuilder().setMeta(meta).setMiner(miner).setSector(number).setCommR(e.commR().toString())
                        .setCommD(e.commD().toString()).setTicketEpoch(e.ticketEpoch().value())
                        .setStageMillis(Parts.stages(e.stages())).build();
            case SectorEvent.PreCommitBatched e -> PreCommitBatched.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setIntent(e.intent()).setSender(e.sender().toString()).setValue(e.value().toString())
                    .setExpiration(e.expiration().value()).build();
            case SectorEvent.PreCommitLanded e -> PreCommitLanded.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setPreCommitEpoch(e.preCommitEpoch().value()).setExpiration(e.expiration().value()).build();
            case SectorEvent.PreCommitFailed e -> PreCommitFailed.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setIntent(e.intent()).setExitCode(e.exitCode()).setReason(e.reason()).setRetryAt(e.retryAt()).build();
            case SectorEvent.PreCommitReturned e -> PreCommitReturned.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setIntent(e.intent()).setReason(e.reason()).setRetryAt(e.retryAt()).build();
            case SectorEvent.ProveCommitReturned e -> ProveCommitReturned.newBuilder().setMeta(meta).setMiner(miner)
                    .setSector(number).setIntent(e.intent()).setReason(e.reason()).setRetryAt(e.retryAt()).build();
            case SectorEvent.PreCommitMoved e -> PreCommitMoved.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setPreCommitEpoch(e.preCommitEpoch().value()).build();
            case SectorEvent.Persisted e ->
                Persisted.newBuilder().setMeta(meta).setMiner(miner).setSector(number).setStore(e.store())
                        .setStageMillis(Parts.stages(e.stages())).build();
            case SectorEvent.SeedAssigned e -> SeedAssigned.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setSeedEpoch(e.seedEpoch().value()).setSeed(Fields.buffer(e.seed())).build();
            case SectorEvent.Proved e -> Proved.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setSeedEpoch(e.seedEpoch().value()).setProof(Fields.buffer(e.proof()))
                    .setStageMillis(Parts.stages(e.stages())).build();
            case SectorEvent.ProveCommitBatched e ->
                ProveCommitBatched.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                        .setIntent(e.intent()).setSender(e.sender().toString()).setValue(e.value().toString()).build();
            case SectorEvent.ProveCommitFailed e -> ProveCommitFailed.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setIntent(e.intent()).setExitCode(e.exitCode()).setReason(e.reason()).setRetryAt(e.retryAt()).build();
            case SectorEvent.ProofRefused e ->
                ProofRefused.newBuilder().setMeta(meta).setMiner(miner).setSector(number).setReason(e.reason())
                        .build();
            case SectorEvent.Activated e -> Activated.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setActivation(e.activation().value()).setExpiration(e.expiration().value()).setDeadline(e.deadline())
                    .setPartition(e.partition()).build();
            case SectorEvent.Finalized e -> Finalized.newBuilder().setMeta(meta).setMiner(miner).setSector(number).build();
            case SectorEvent.StepFailed e -> StepFailed.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setStep(SealStep.valueOf(e.step().name())).setAttempt(e.attempt())
                    .setLevel(FailureLevel.valueOf(e.level().name()))
                    .setReason(e.reason()).setRetryAt(e.retryAt()).build();
            case SectorEvent.SectorRetried e -> SectorRetried.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setStage(e.stage().name()).build();
            case SectorEvent.SectorAborted e -> SectorAborted.newBuilder().setMeta(meta).setMiner(miner).setSector(number)
                    .setReason(e.reason()).build();
        };
    }
}
