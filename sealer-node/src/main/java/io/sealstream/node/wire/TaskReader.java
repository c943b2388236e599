package io.sealstream.node.wire;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.PoStProofType;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.node.domain.Task;
import io.sealstream.node.domain.Work;
import io.sealstream.node.domain.Work.Member;
import io.sealstream.node.domain.Work.Piece;
import io.sealstream.node.domain.Work.ProvenSector;
import io.sealstream.schemas.avro.AggregateMember;
import io.sealstream.schemas.avro.AggregateTask;
import io.sealstream.schemas.avro.FinalizeWork;
import io.sealstream.schemas.avro.NodeTask;
import io.sealstream.schemas.avro.PersistWork;
import io.sealstream.schemas.avro.PieceRef;
import io.sealstream.schemas.avro.PrepareWork;
import io.sealstream.schemas.avro.ProveWork;
import io.sealstream.schemas.avro.SealWork;
import io.sealstream.schemas.avro.WindowPoStWork;
import java.nio.ByteBuffer;
import java.util.List;

/** From the record of a task to the task. */
public final class TaskReader {
    private TaskReader() {}

    /**
     * Reads a task.
     *
     * @throws BadTaskException where a value in it is not what its field promises
     */
    public static Task read(NodeTask record) throws BadTaskException {
        try {
            return new Task(record.getTask().getTaskId(), record.getTask().getAttempt(), record.getTask().getNode(),
                    ActorId.parse(record.getMiner()), work(record));
        } catch (IllegalArgumentException e) {
            throw new BadTaskException("task " + record.getTask().getTaskId() + " cannot be understood: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the task of an aggregate.
     *
     * @throws BadTaskException where a value in it is not what its field promises
     */
    public static Task read(AggregateTask record) throws BadTaskException {
        try {
            return new Task(record.getTask().getTaskId(), record.getTask().getAttempt(), record.getTask().getNode(),
                    ActorId.parse(record.getMiner()), aggregate(record));
        } catch (IllegalArgumentException e) {
            throw new BadTaskException("task " + record.getTask().getTaskId() + " cannot be understood: " + e.getMessage(), e);
        }
    }

    private static Work.Aggregate aggregate(AggregateTask record) {
        List<Member> members = record.getMembers().stream().map(TaskReader::member).toList();
        for (int i = 1; i < members.size(); i++) {
            if (members.get(i).number() <= members.get(i - 1).number()) {
                throw new IllegalArgumentException("its members do not ascend: " + members.get(i).number() + " comes after "
                        + members.get(i - 1).number());
            }
        }
        return new Work.Aggregate(sealProof(record.getSealProof()), members);
    }

    private static Member member(AggregateMember member) {
        return new Member(member.getSector(), Cid.parse(member.getCommR()), Cid.parse(member.getCommD()),
                bytes(member.getTicket()),
                bytes(member.getSeed()), bytes(member.getProof()));
    }

    private static Work work(NodeTask record) {
        return switch (record.getWork()) {
            case PrepareWork work -> new Work.Prepare(sector(record), sealProof(work.getSealProof()), work.getStore(),
                    pieces(work.getPieces()));
            case SealWork work -> new Work.Seal(sector(record), sealProof(work.getSealProof()), work.getStore(),
                    bytes(work.getTicket()), ChainEpoch.of(work.getTicketEpoch()), pieces(work.getPieces()),
                    Cid.parse(work.getCommD()));
            case PersistWork work -> new Work.Persist(sector(record), sealProof(work.getSealProof()), work.getStore(),
                    work.getTargets(), Cid.parse(work.getCommR()));
            case ProveWork work -> prove(sector(record), work);
            case FinalizeWork work -> new Work.Finalize(sector(record), sealProof(work.getSealProof()), work.getStore(),
                    work.getPersistedStore(), Cid.parse(work.getCommR()));
            case WindowPoStWork work -> windowPoSt(work);
            default -> throw new IllegalArgumentException("unknown work " + record.getWork().getClass().getSimpleName());
        };
    }

    private static Work.Prove prove(long sector, ProveWork work) {
        return new Work.Prove(sector, sealProof(work.getSealProof()), work.getStore(), pieces(work.getPieces()),
                Cid.parse(work.getCommR()), Cid.parse(work.getCommD()), bytes(work.getTicket()),
                ChainEpoch.of(work.getTicketEpoch()), bytes(work.getSeed()), ChainEpoch.of(work.getSeedEpoch()));
    }

    private static Work.WindowPoSt windowPoSt(WindowPoStWork work) {
        PoStProofType type = PoStProofType.of(work.getPostProof())
                .orElseThrow(() -> new IllegalArgumentException("unknown PoSt proof type " + work.getPostProof()));
        List<ProvenSector> sectors = work.getSectors().stream().map(
                sector -> new ProvenSector(sector.getNumber(), Cid.parse(sector.getSealedCid()),
                        sealProof(sector.getSealProof())))
                .toList();
        return new Work.WindowPoSt(work.getDeadline(), work.getPartition(), ChainEpoch.of(work.getPeriodStart()),
                ChainEpoch.of(work.getCloseEpoch()), type, bytes(work.getRandomness()), sectors);
    }

    private static long sector(NodeTask record) {
        Long sector = record.getSector();
        if (sector == null) {
            throw new IllegalArgumentException("it names no sector");
        }
        return sector;
    }

    private static SealProofType sealProof(int code) {
        return SealProofType.of(code).orElseThrow(() -> new IllegalArgumentException("unknown seal proof type " + code));
    }

    private static List<Piece> pieces(List<PieceRef> pieces) {
        return pieces.stream().map(piece -> new Piece(Cid.parse(piece.getCid()), piece.getPaddedSize())).toList();
    }

    private static Bytes bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return Bytes.of(bytes);
    }
}
