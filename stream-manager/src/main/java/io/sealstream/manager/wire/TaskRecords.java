package io.sealstream.manager.wire;

import io.sealstream.manager.domain.task.NodeTask;
import io.sealstream.manager.domain.task.Work;
import io.sealstream.schemas.avro.AggregateMember;
import io.sealstream.schemas.avro.AggregateTask;
import io.sealstream.schemas.avro.FinalizeWork;
import io.sealstream.schemas.avro.PersistWork;
import io.sealstream.schemas.avro.PrepareWork;
import io.sealstream.schemas.avro.ProveWork;
import io.sealstream.schemas.avro.SealWork;
import io.sealstream.schemas.avro.WindowPoStWork;
import org.apache.avro.specific.SpecificRecord;

/** Tasks of nodes as records of {@code node.task}. */
final class TaskRecords {
    private TaskRecords() {}

    /** Key of a task: the node comes first, so that all tasks of a node lie in one partition. */
    static String key(String node, String taskId) {
        return node + "/" + taskId;
    }

    static SpecificRecord of(NodeTask task) {
        return task.work() instanceof Work.Aggregate aggregate ? aggregate(task, aggregate) : single(task);
    }

    private static AggregateTask aggregate(NodeTask task, Work.Aggregate work) {
        return AggregateTask.newBuilder().setTask(Parts.task(task.ref())).setMiner(task.miner().toString())
                .setSealProof(work.sealProof()).setMembers(work.members().stream().map(TaskRecords::member).toList()).build();
    }

    private static AggregateMember member(Work.Member m) {
        return AggregateMember.newBuilder().setSector(m.sector()).setCommR(m.commR().toString()).setCommD(m.commD().toString())
                .setTicket(Fields.buffer(m.ticket())).setSeed(Fields.buffer(m.seed())).setProof(Fields.buffer(m.proof())).build();
    }

    private static io.sealstream.schemas.avro.NodeTask single(NodeTask task) {
        return io.sealstream.schemas.avro.NodeTask.newBuilder().setTask(Parts.task(task.ref())).setMiner(task.miner().toString())
                .setSector(task.sector()).setWork(work(task.work())).build();
    }

    private static SpecificRecord work(Work work) {
        return switch (work) {
            case Work.Prepare w -> PrepareWork.newBuilder().setSealProof(w.sealProof()).setStore(w.store())
                    .setPieces(Parts.pieces(w.pieces())).build();
            case Work.Seal w ->
                SealWork.newBuilder().setSealProof(w.sealProof()).setStore(w.store()).setTicket(Fields.buffer(w.ticket()))
                        .setTicketEpoch(w.ticketEpoch().value()).setPieces(Parts.pieces(w.pieces()))
                        .setCommD(w.commD().toString()).build();
            case Work.Persist w ->
                PersistWork.newBuilder().setSealProof(w.sealProof()).setStore(w.store()).setTargets(w.targets())
                        .setCommR(w.commR().toString()).build();
            case Work.Prove w ->
                ProveWork.newBuilder().setSealProof(w.sealProof()).setStore(w.store()).setPieces(Parts.pieces(w.pieces()))
                        .setCommR(w.commR().toString()).setCommD(w.commD().toString()).setTicket(Fields.buffer(w.ticket()))
                        .setTicketEpoch(w.ticketEpoch().value()).setSeed(Fields.buffer(w.seed()))
                        .setSeedEpoch(w.seedEpoch().value()).build();
            case Work.Finalize w -> FinalizeWork.newBuilder().setSealProof(w.sealProof()).setStore(w.store())
                    .setPersistedStore(w.persistedStore()).setCommR(w.commR().toString()).build();
            case Work.WindowPoSt w -> WindowPoStWork.newBuilder().setDeadline(w.deadline()).setPartition(w.partition())
                    .setPeriodStart(w.periodStart().value()).setCloseEpoch(w.closeEpoch().value()).setPostProof(w.postProof())
                    .setRandomness(Fields.buffer(w.randomness())).setSectors(Parts.sectors(w.sectors())).build();
            case Work.Aggregate w -> throw new IllegalArgumentException("an aggregate has a record of its own");
        };
    }
}
