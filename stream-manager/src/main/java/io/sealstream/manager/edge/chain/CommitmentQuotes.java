package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import io.sealstream.schemas.avro.CommitmentQuoted;
import io.sealstream.schemas.avro.QuoteCommitment;

/** What deposits and pledges cost. Both methods of the node add a margin of 10 % themselves (chain.md 3.2). */
final class CommitmentQuotes {
    private final ChainNode node;

    CommitmentQuotes(ChainNode node) {
        this.node = node;
    }

    CommitmentQuoted quote(QuoteCommitment request, NamedTipset head) {
        TokenAmount one = switch (request.getPurpose()) {
            case PRECOMMIT -> deposit(request, head);
            case PROVE_COMMIT -> pledge(request, head);
            case WINDOW_POST, OPERATOR ->
                throw new ChainCallException(Kind.UNREADABLE, "a " + request.getPurpose() + " message needs no commitment");
        };
        return CommitmentQuoted.newBuilder().setRequestId(request.getRequestId()).setMiner(request.getMiner())
                .setPurpose(request.getPurpose()).setAmount(one.times(request.getCount()).toString()).setEpoch(head.epoch())
                .setTipset(head.cids()).build();
    }

    /** The deposit depends on the size alone; the other fields only have to be well-formed. */
    private TokenAmount deposit(QuoteCommitment request, NamedTipset head) {
        SectorPreCommitInfo sector = SectorPreCommitInfo.committedCapacity(request.getSealProof(), 0, Cid.sealed(new byte[32]),
                new ChainEpoch(head.epoch()), new ChainEpoch(head.epoch() + request.getDurationEpochs()));
        return node.call("StateMinerPreCommitDepositForPower", Shapes.ADDRESS.toJson(ActorId.parse(request.getMiner()).address()),
                SectorPreCommitInfo.SHAPE.toJson(sector), head.param()).as(Shapes.AMOUNT);
    }

    private TokenAmount pledge(QuoteCommitment request, NamedTipset head) {
        long size = SealProofType.of(request.getSealProof())
                .orElseThrow(() -> new ChainCallException(Kind.UNREADABLE, "unknown seal proof type " + request.getSealProof()))
                .sectorSize().bytes();
        return node.call("StateMinerInitialPledgeForSector", JsonTree.of(request.getDurationEpochs()), JsonTree.of(size),
                JsonTree.of(0),
                head.param()).as(Shapes.AMOUNT);
    }
}
