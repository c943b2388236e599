package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.PoStProofType;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.actors.SectorPreCommitOnChainInfo;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import io.sealstream.schemas.avro.MinerRead;
import io.sealstream.schemas.avro.PreCommitRead;
import io.sealstream.schemas.avro.ReadMiner;
import io.sealstream.schemas.avro.ReadPreCommit;
import io.sealstream.schemas.avro.ReadSector;
import io.sealstream.schemas.avro.SectorRead;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads a miner, its precommits and its sectors at a named tipset. */
final class MinerReads {
    private final ChainNode node;

    MinerReads(ChainNode node) {
        this.node = node;
    }

    MinerRead miner(ReadMiner request, NamedTipset head) {
        JsonTree miner = address(request.getMiner());
        Answer info = node.call("StateMinerInfo", miner, head.param());
        Answer calendar = node.call("StateMinerProvingDeadline", miner, head.param());
        Answer power = node.call("StateMinerPower", miner, head.param()).at("MinerPower");
        Answer allocated = node.call("StateMinerAllocated", miner, head.param());
        List<String> controls = info.at("ControlAddresses").items().stream().map(each -> key(each.as(Shapes.ADDRESS), head))
                .toList();
        return MinerRead.newBuilder().setRequestId(request.getRequestId()).setMiner(request.getMiner())
                .setOwner(key(info.at("Owner").as(Shapes.ADDRESS), head))
                .setWorker(key(info.at("Worker").as(Shapes.ADDRESS), head))
                .setControls(controls).setSectorSize(info.at("SectorSize").number()).setWindowPoStProof(windowPoStProof(info))
                .setPeriodStart(calendar.at("PeriodStart").number()).setDeadline(Math.toIntExact(calendar.at("Index").number()))
                .setAllocated(ByteBuffer.wrap(allocated.as(Shapes.BITFIELD).toRle()))
                .setQualityPower(power.at("QualityAdjPower").as(Shapes.BIG).toString())
                .setRawPower(power.at("RawBytePower").as(Shapes.BIG).toString()).setEpoch(head.epoch()).setTipset(head.cids())
                .build();
    }

    private static int windowPoStProof(Answer info) {
        Answer type = info.at("WindowPoStProofType");
        if (!type.isNull()) {
            return Math.toIntExact(type.number());
        }
        long size = info.at("SectorSize").number();
        return SectorSize.of(size).map(PoStProofType::window).map(PoStProofType::code)
                .orElseThrow(
                        () -> new ChainCallException(Kind.UNREADABLE, "the chain node names an unknown sector size " + size));
    }

    /**
     * The key address behind an owner, worker or control address. An owner may be an actor without a key (a multisig): its own address
     * stands then, and no message can be sent from it.
     */
    private String key(Address address, NamedTipset head) {
        if (address.isKey()) {
            return address.toString();
        }
        try {
            return node.call("StateAccountKey", Shapes.ADDRESS.toJson(address), head.param()).as(Shapes.ADDRESS).toString();
        } catch (ChainCallException e) {
            if (e.kind() == Kind.REFUSED) {
                return address.toString();
            }
            throw e;
        }
    }

    PreCommitRead preCommit(ReadPreCommit request, NamedTipset head) {
        PreCommitRead.Builder result = PreCommitRead.newBuilder().setRequestId(request.getRequestId())
                .setMiner(request.getMiner())
                .setSector(request.getSector()).setEpoch(head.epoch()).setTipset(head.cids());
        Answer answer = node.call("StateSectorPreCommitInfo", address(request.getMiner()), JsonTree.of(request.getSector()),
                head.param());
        if (answer.isNull()) {
            return result.setFound(false).setSealedCid("").setSealProof(0).setTicketEpoch(0).setPreCommitEpoch(0).setExpiration(0)
                    .setDeposit("0").build();
        }
        SectorPreCommitOnChainInfo found = answer.as(SectorPreCommitOnChainInfo.SHAPE);
        return result.setFound(true).setSealedCid(found.info().sealedCid().toString())
                .setSealProof(Math.toIntExact(found.info().sealProof())).setTicketEpoch(found.info().sealRandEpoch().value())
                .setPreCommitEpoch(found.preCommitEpoch().value()).setExpiration(found.info().expiration().value())
                .setDeposit(found.preCommitDeposit().toString()).build();
    }

    SectorRead sector(ReadSector request, NamedTipset head) {
        SectorRead.Builder result = SectorRead.newBuilder().setRequestId(request.getRequestId()).setMiner(request.getMiner())
                .setSector(request.getSector()).setEpoch(head.epoch()).setTipset(head.cids());
        JsonTree miner = address(request.getMiner());
        JsonTree number = JsonTree.of(request.getSector());
        Answer info = node.call("StateSectorGetInfo", miner, number, head.param());
        if (info.isNull()) {
            return result.setFound(false).setSealedCid("").setActivation(0).setExpiration(0).setDeadline(0).setPartition(0)
                    .build();
        }
        Answer place = node.call("StateSectorPartition", miner, number, head.param());
        return result.setFound(true).setSealedCid(info.at("SealedCID").as(Shapes.CID).toString())
                .setActivation(info.at("Activation").number()).setExpiration(info.at("Expiration").number())
                .setDeadline(Math.toIntExact(place.at("Deadline").number()))
                .setPartition(Math.toIntExact(place.at("Partition").number()))
                .build();
    }

    private static JsonTree address(String miner) {
        return Shapes.ADDRESS.toJson(ActorId.parse(miner).address());
    }
}
