package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.Shapes;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import io.sealstream.schemas.avro.DeadlineRead;
import io.sealstream.schemas.avro.PartitionState;
import io.sealstream.schemas.avro.RandomnessPurpose;
import io.sealstream.schemas.avro.ReadDeadline;
import io.sealstream.schemas.avro.SectorRef;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the partitions and live sectors of one deadline at a named tipset, with the challenge once its epoch has come. */
final class DeadlineReads {
    private final ChainNode node;
    private final Randomness randomness;

    DeadlineReads(ChainNode node, Randomness randomness) {
        this.node = node;
        this.randomness = randomness;
    }

    DeadlineRead deadline(ReadDeadline request, NamedTipset head) {
        ActorId miner = ActorId.parse(request.getMiner());
        List<PartitionState> partitions = partitions(miner, request.getDeadline(), head);
        return DeadlineRead.newBuilder().setRequestId(request.getRequestId()).setMiner(request.getMiner())
                .setDeadline(request.getDeadline()).setPeriodStart(request.getPeriodStart())
                .setChallengeEpoch(request.getChallengeEpoch())
                .setChallenge(ByteBuffer.wrap(challenge(request, miner, head).toArray()))
                .setPosted(ByteBuffer.wrap(posted(miner, request.getDeadline(), head).toRle())).setPartitions(partitions)
                .setSectors(sectors(miner, partitions, head)).setEpoch(head.epoch()).setTipset(head.cids()).build();
    }

    private Bytes challenge(ReadDeadline request, ActorId miner, NamedTipset head) {
        if (head.epoch() < request.getChallengeEpoch()) {
            return Bytes.EMPTY;
        }
        return randomness.draw(RandomnessPurpose.WINDOW_POST_CHALLENGE, miner, request.getChallengeEpoch(), head);
    }

    private BitField posted(ActorId miner, int deadline, NamedTipset head) {
        List<Answer> deadlines = node.call("StateMinerDeadlines", address(miner), head.param()).items();
        if (deadline < 0 || deadline >= deadlines.size()) {
            throw new ChainCallException(Kind.UNREADABLE,
                    "the chain node lists " + deadlines.size() + " deadlines, deadline " + deadline + " is asked for");
        }
        return deadlines.get(deadline).at("PostSubmissions").as(Shapes.BITFIELD);
    }

    private List<PartitionState> partitions(ActorId miner, int deadline, NamedTipset head) {
        List<Answer> answers = node.call("StateMinerPartitions", address(miner), JsonTree.of(deadline), head.param()).items();
        List<PartitionState> partitions = new ArrayList<>(answers.size());
        for (Answer each : answers) {
            partitions.add(PartitionState.newBuilder().setIndex(partitions.size()).setAll(rle(each, "AllSectors"))
                    .setFaulty(rle(each, "FaultySectors")).setRecovering(rle(each, "RecoveringSectors"))
                    .setLive(rle(each, "LiveSectors"))
                    .setActive(rle(each, "ActiveSectors")).build());
        }
        return partitions;
    }

    private static ByteBuffer rle(Answer partition, String field) {
        return ByteBuffer.wrap(partition.at(field).as(Shapes.BITFIELD).toRle());
    }

    /** Live sectors of all partitions, ascending. An empty set is not asked for: a null filter means all sectors of the miner. */
    private List<SectorRef> sectors(ActorId miner, List<PartitionState> partitions, NamedTipset head) {
        BitField live = BitField.union(partitions.stream().map(each -> BitField.fromRle(bytes(each.getLive()))).toList());
        if (live.isEmpty()) {
            return List.of();
        }
        return node.call("StateMinerSectors", address(miner), Shapes.BITFIELD.toJson(live), head.param()).items().stream()
                .map(DeadlineReads::sector).sorted(Comparator.comparingLong(SectorRef::getNumber)).toList();
    }

    private static SectorRef sector(Answer sector) {
        return SectorRef.newBuilder().setNumber(sector.at("SectorNumber").number())
                .setSealedCid(sector.at("SealedCID").as(Shapes.CID).toString())
                .setSealProof(Math.toIntExact(sector.at("SealProof").number())).build();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static JsonTree address(ActorId miner) {
        return Shapes.ADDRESS.toJson(miner.address());
    }
}
