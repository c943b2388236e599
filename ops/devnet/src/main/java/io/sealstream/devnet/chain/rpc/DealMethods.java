package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Commitments;
import io.sealstream.filecoin.PieceInfo;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.Allocation;
import io.sealstream.filecoin.state.DealProposal;
import io.sealstream.filecoin.state.MarketDeal;
import io.sealstream.filecoin.state.VerifiedClaim;
import io.sealstream.rpc.RpcException;
import java.util.List;
import java.util.Optional;

/** Storage deals, allocations and claims (chain.md 3.2; lotus {@code node/impl/full/state.go}; the proposal alone is venus'). */
final class DealMethods {
    private static final ChainEpoch NEVER = new ChainEpoch(Long.MAX_VALUE);

    private final Views views;
    private final DealTerms terms = new DealTerms();

    DealMethods(Chain chain) {
        this.views = new Views(chain);
    }

    void register(Methods methods) {
        methods.read("StateMarketStorageDeal", 2, args -> FilecoinJson.write(MarketDeal.SHAPE, deal(args)))
                .read("StateMarketStorageDealProposal", 2,
                        args -> FilecoinJson.write(DealProposal.SHAPE, deal(args).proposal()))
                .read("StateComputeDataCID", 4, args -> dataCid(args))
                .read("StateGetAllocation", 3,
                        args -> allocation(views.state(args.tipSetKey(2)), args.address(0), args.unsigned(1)))
                .read("StateGetAllocationForPendingDeal", 2, args -> allocationOfDeal(args))
                .read("StateGetAllocationIdForPendingDeal", 2,
                        args -> FilecoinJson.write(Shapes.UNSIGNED, allocationId(args).orElse(0L)))
                .read("StateGetClaim", 3, args -> claim(args));
    }

    private MarketDeal deal(Args args) {
        return views.state(args.tipSetKey(1)).market().deal(args.unsigned(0)).orElseThrow(() -> RpcException
                .of("deal " + Long.toUnsignedString(args.unsigned(0))
                        + " not found - deal may not have completed sealing before deal "
                        + "proposal start epoch, or deal may have been slashed"));
    }

    private Optional<Long> allocationId(Args args) {
        return views.state(args.tipSetKey(1)).market().pendingAllocation(args.unsigned(0));
    }

    /** Null for a deal without one, as for one that is active already. */
    private JsonNode allocationOfDeal(Args args) {
        return allocationId(args).map(id -> allocation(views.state(args.tipSetKey(1)), deal(args).proposal().client(), id))
                .orElse(NullNode.getInstance());
    }

    private static ActorId id(ChainState state, Address address) {
        return new ActorId(
                state.find(address).orElseThrow(() -> new RpcException(Views.ACTOR_NOT_FOUND, "actor not found")).id());
    }

    private static JsonNode allocation(ChainState state, Address client, long id) {
        return state.registry().allocation(id(state, client), id).map(found -> FilecoinJson.write(Allocation.SHAPE, found))
                .orElse(NullNode.getInstance());
    }

    private JsonNode claim(Args args) {
        ChainState state = views.state(args.tipSetKey(2));
        return state.registry().claim(id(state, args.address(0)), args.unsigned(1))
                .map(found -> FilecoinJson.write(VerifiedClaim.SHAPE, found)).orElse(NullNode.getInstance());
    }

    /** CommD of a sector with these deals, in their order; null for none. */
    private JsonNode dataCid(Args args) {
        Entry entry = views.entry(args.tipSetKey(3));
        List<Long> deals = args.as(2, Shapes.list(Shapes.UNSIGNED));
        if (deals.isEmpty()) {
            return NullNode.getInstance();
        }
        SectorSize size = SealProofType.of(args.number(1)).map(SealProofType::sectorSize)
                .orElseThrow(() -> RpcException.of("unsupported proof type: " + args.number(1)));
        List<PieceInfo> pieces = terms.of(views.state(entry), args.address(0), deals, NEVER, new ChainEpoch(entry.height()))
                .stream()
                .map(deal -> new PieceInfo(deal.pieceCid(), deal.pieceSize())).toList();
        return FilecoinJson.cid(Commitments.commD(size, pieces));
    }
}
