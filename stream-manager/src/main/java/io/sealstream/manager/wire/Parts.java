package io.sealstream.manager.wire;

import io.sealstream.manager.domain.Request;
import io.sealstream.manager.domain.task.NodeStore;
import io.sealstream.manager.domain.task.Piece;
import io.sealstream.manager.domain.task.ProvenSector;
import io.sealstream.manager.domain.task.SkippedSector;
import io.sealstream.manager.domain.task.StageTime;
import io.sealstream.manager.domain.task.StoreKind;
import io.sealstream.manager.domain.task.TaskRef;
import io.sealstream.schemas.avro.PieceRef;
import io.sealstream.schemas.avro.SectorRef;
import java.util.List;

/** The small records inside others: pieces, stages, stores, sectors, task references, requests. */
final class Parts {
    private Parts() {}

    static List<PieceRef> pieces(List<Piece> pieces) {
        return pieces.stream().map(p -> PieceRef.newBuilder().setCid(p.cid().toString()).setPaddedSize(p.paddedSize()).build())
                .toList();
    }

    static List<Piece> pieces(Fields in, List<PieceRef> pieces) {
        return in.list("pieces", pieces,
                p -> new Piece(in.cid("pieces.cid", p.getCid()), in.natural("pieces.paddedSize", p.getPaddedSize())));
    }

    static List<io.sealstream.schemas.avro.StageTime> stages(List<StageTime> stages) {
        return stages.stream()
                .map(s -> io.sealstream.schemas.avro.StageTime.newBuilder().setStage(s.stage()).setMillis(s.millis()).build())
                .toList();
    }

    static List<StageTime> stages(Fields in, List<io.sealstream.schemas.avro.StageTime> stages) {
        return in.list("stageMillis", stages, s -> new StageTime(s.getStage(), s.getMillis()));
    }

    static List<io.sealstream.schemas.avro.SkippedSector> skipped(List<SkippedSector> skipped) {
        return skipped.stream()
                .map(s -> io.sealstream.schemas.avro.SkippedSector.newBuilder().setNumber(s.number()).setReason(s.reason())
                        .build())
                .toList();
    }

    static List<SkippedSector> skipped(Fields in, List<io.sealstream.schemas.avro.SkippedSector> skipped) {
        return in.list("skipped", skipped, s -> new SkippedSector(in.natural("skipped.number", s.getNumber()), s.getReason()));
    }

    static List<SectorRef> sectors(List<ProvenSector> sectors) {
        return sectors.stream().map(s -> SectorRef.newBuilder().setNumber(s.number()).setSealedCid(s.sealedCid().toString())
                .setSealProof(s.sealProof()).build()).toList();
    }

    static List<ProvenSector> sectors(Fields in, List<SectorRef> sectors) {
        return in.list("sectors", sectors, s -> new ProvenSector(in.natural("sectors.number", s.getNumber()),
                in.cid("sectors.sealedCid", s.getSealedCid()), s.getSealProof()));
    }

    static List<io.sealstream.schemas.avro.NodeStore> stores(List<NodeStore> stores) {
        return stores.stream().map(s -> io.sealstream.schemas.avro.NodeStore.newBuilder().setName(s.name())
                .setKind(io.sealstream.schemas.avro.StoreKind.valueOf(s.kind().name())).setTotal(s.total()).setFree(s.free())
                .setIdle(s.idle()).build()).toList();
    }

    static List<NodeStore> stores(Fields in, List<io.sealstream.schemas.avro.NodeStore> stores) {
        return in.list("stores", stores,
                s -> new NodeStore(s.getName(), StoreKind.valueOf(s.getKind().name()), s.getTotal(), s.getFree(),
                        s.getIdle()));
    }

    static io.sealstream.schemas.avro.TaskRef task(TaskRef ref) {
        return io.sealstream.schemas.avro.TaskRef.newBuilder().setTaskId(ref.taskId()).setAttempt(ref.attempt())
                .setNode(ref.node()).build();
    }

    static TaskRef task(Fields in, io.sealstream.schemas.avro.TaskRef ref) {
        return new TaskRef(ref.getTaskId(), in.natural("task.attempt", ref.getAttempt()), ref.getNode());
    }

    static io.sealstream.schemas.avro.Request request(Request request) {
        return io.sealstream.schemas.avro.Request.newBuilder().setClient(request.client()).setNumber(request.number())
                .setReplyPartition(request.replyPartition()).setValidUntil(request.validUntil()).build();
    }

    static Request request(io.sealstream.schemas.avro.Request request) {
        return new Request(request.getClient(), request.getNumber(), request.getReplyPartition(), request.getValidUntil());
    }
}
