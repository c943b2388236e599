package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.actors.SectorPreCommitOnChainInfo;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import io.sealstream.schemas.avro.CommitmentQuoted;
import io.sealstream.schemas.avro.MemberAmount;
import io.sealstream.schemas.avro.QuoteCommitment;
import io.sealstream.schemas.avro.QuotedMember;
import io.sealstream.schemas.avro.SenderBalance;
import io.sealstream.schemas.avro.UnfitSector;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What sectors cost, who can pay, and which of them the chain would refuse now. Both methods of the node for deposit and pledge add a margin of
 * 10 % themselves (chain.md 3.2). What a precommit has deposited counts towards the pledge, since the chain gives it back first
 * (builtin-actors {@code actors/miner/src/lib.rs}, {@code activate_new_sector_infos}).
 */
final class CommitmentQuotes {
    private final ChainNode node;

    CommitmentQuotes(ChainNode node) {
        this.node = node;
    }

    CommitmentQuoted quote(QuoteCommitment request, NamedTipset head) {
        List<MemberAmount> amounts = new ArrayList<>();
        List<UnfitSector> unfit = new ArrayList<>();
        switch (request.getPurpose()) {
            case PRECOMMIT -> deposits(request, head, amounts, unfit);
            case PROVE_COMMIT -> pledges(request, head, amounts, unfit);
            case WINDOW_POST, OPERATOR ->
                throw new ChainCallException(Kind.UNREADABLE, "a " + request.getPurpose() + " message needs no commitment");
        }
        BigInteger sum = amounts.stream().map(a -> new BigInteger(a.getAmount())).reduce(BigInteger.ZERO, BigInteger::add);
        return CommitmentQuoted.newBuilder().setRequestId(request.getRequestId()).setMiner(request.getMiner())
                .setPurpose(request.getPurpose()).setAmount(sum.toString()).setEpoch(head.epoch()).setTipset(head.cids())
                .setAmounts(amounts).setUnfit(unfit).setBaseFee(head.baseFee())
                .setBalances(request.getSenders().stream().map(sender -> balance(sender, head)).toList())
                .setAvailable(node.call("StateMinerAvailableBalance", miner(request), head.param()).as(Shapes.AMOUNT).toString())
                .build();
    }

    private static JsonTree miner(QuoteCommitment request) {
        return Shapes.ADDRESS.toJson(ActorId.parse(request.getMiner()).address());
    }

    private static MemberAmount amount(QuotedMember member, TokenAmount amount) {
        return MemberAmount.newBuilder().setSector(member.getSector()).setAmount(amount.toString()).build();
    }

    private static UnfitSector unfit(QuotedMember member, String reason) {
        return UnfitSector.newBuilder().setSector(member.getSector()).setReason(reason).build();
    }

    private void deposits(QuoteCommitment request, NamedTipset head, List<MemberAmount> amounts, List<UnfitSector> unfit) {
        BitField allocated = node.call("StateMinerAllocated", miner(request), head.param()).as(Shapes.BITFIELD);
        TokenAmount each = deposit(request, head);
        for (QuotedMember member : request.getMembers()) {
            if (allocated.contains(member.getSector())) {
                unfit.add(unfit(member, "the chain has seen sector number " + member.getSector() + " already"));
            } else {
                amounts.add(amount(member, each));
            }
        }
    }

    /** The deposit depends on the size alone; the other fields only have to be well-formed. */
    private TokenAmount deposit(QuoteCommitment request, NamedTipset head) {
        SectorPreCommitInfo sector = SectorPreCommitInfo.committedCapacity(request.getSealProof(), 0, Cid.sealed(new byte[32]),
                new ChainEpoch(head.epoch()), new ChainEpoch(head.epoch() + request.getDurationEpochs()));
        return node.call("StateMinerPreCommitDepositForPower", miner(request), SectorPreCommitInfo.SHAPE.toJson(sector),
                head.param()).as(Shapes.AMOUNT);
    }

    private void pledges(QuoteCommitment request, NamedTipset head, List<MemberAmount> amounts, List<UnfitSector> unfit) {
        Map<Long, TokenAmount> byLife = new HashMap<>();
        for (QuotedMember member : request.getMembers()) {
            Answer found = node.call("StateSectorPreCommitInfo", miner(request), JsonTree.of(member.getSector()), head.param());
            if (found.isNull()) {
                unfit.add(unfit(member, "the chain has no precommit of sector " + member.getSector() + " now"));
            } else {
                TokenAmount pledge = byLife.computeIfAbsent(member.getDurationEpochs(), life -> pledge(request, life, head));
                TokenAmount deposited = found.as(SectorPreCommitOnChainInfo.SHAPE).preCommitDeposit();
                amounts.add(amount(member, pledge.minus(deposited).max(TokenAmount.ZERO)));
            }
        }
    }

    private TokenAmount pledge(QuoteCommitment request, long life, NamedTipset head) {
        long size = SealProofType.of(request.getSealProof())
                .orElseThrow(() -> new ChainCallException(Kind.UNREADABLE, "unknown seal proof type " + request.getSealProof()))
                .sectorSize().bytes();
        return node.call("StateMinerInitialPledgeForSector", JsonTree.of(life), JsonTree.of(size), JsonTree.of(0), head.param())
                .as(Shapes.AMOUNT);
    }

    private SenderBalance balance(String sender, NamedTipset head) {
        return SenderBalance.newBuilder().setAddress(sender).setBalance(balance(Address.parse(sender), head).toString()).build();
    }

    /** An address that nobody ever sent to has no actor. */
    private TokenAmount balance(Address sender, NamedTipset head) {
        try {
            Answer actor = node.call("StateGetActor", Shapes.ADDRESS.toJson(sender), head.param());
            return actor.isNull() ? TokenAmount.ZERO : actor.at("Balance").as(Shapes.AMOUNT);
        } catch (ChainCallException e) {
            if (e.kind() == Kind.REFUSED && e.reason().toLowerCase(Locale.ROOT).contains("not found")) {
                return TokenAmount.ZERO;
            }
            throw e;
        }
    }
}
