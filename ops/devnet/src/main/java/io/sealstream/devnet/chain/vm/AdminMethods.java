package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.miner.Effects;
import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.PieceInfo;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.actors.Method;
import io.sealstream.filecoin.state.Allocation;
import io.sealstream.filecoin.state.DealProposal;
import java.util.Optional;

/**
 * Reserved methods of the market and the verified registry by which the genesis account puts in what clients would do. They are messages, so
 * that a chain which is replayed or loses its last blocks treats them like all others. Everybody else is refused with exit code 18.
 */
public final class AdminMethods {
    /** Of f06. Params: an {@link Allocation}; returns its id, a CBOR integer. Rules: actors/verifreg {@code validate_new_allocation}. */
    public static final long ADD_ALLOCATION = Method.exported("DevchainAddAllocation");
    /** Of f05. Params: a {@link DealProposal}; returns its id, a CBOR integer. A verified deal gets its allocation, too. */
    public static final long ADD_DEAL = Method.exported("DevchainAddDeal");

    private final Scene scene;
    private final ChainState draft;

    AdminMethods(Scene scene, ChainState draft) {
        this.scene = scene;
        this.draft = draft;
    }

    static boolean has(Address receiver, long method) {
        return (receiver.equals(Address.VERIFIED_REGISTRY) && method == ADD_ALLOCATION)
                || (receiver.equals(Address.MARKET) && method == ADD_DEAL);
    }

    Effects run(Actor sender, Message message) {
        if (!sender.idAddress().equals(scene.rules().admin())) {
            throw Abort.forbidden("caller " + sender.idAddress() + " is not the genesis account");
        }
        long id = message.method() == ADD_ALLOCATION
                ? allocate(Methods.params(Allocation.SHAPE, message))
                : propose(Methods.params(DealProposal.SHAPE, message));
        return Effects.NONE.returning(Shapes.UNSIGNED.toCbor(id));
    }

    private long allocate(Allocation wanted) {
        ChainLimits limits = scene.rules().policy().limits();
        requirePiece(wanted.data(), wanted.size());
        requireMiner(wanted.provider().address());
        requireActor(wanted.client().address());
        require(wanted.size() >= scene.rules().policy().minimumAllocation(), "allocation size " + wanted.size()
                + " below minimum " + scene.rules().policy().minimumAllocation());
        require(wanted.termMin() >= limits.minAllocationTerm(),
                "allocation term min " + wanted.termMin() + " below limit " + limits.minAllocationTerm());
        require(wanted.termMax() <= limits.maxAllocationTerm(),
                "allocation term max " + wanted.termMax() + " above limit " + limits.maxAllocationTerm());
        require(wanted.termMin() <= wanted.termMax(),
                "allocation term min " + wanted.termMin() + " exceeds term max " + wanted.termMax());
        long left = wanted.expiration().since(scene.now());
        require(left >= 0 && left <= limits.maxAllocationExpiration(), "allocation expiration " + wanted.expiration()
                + " is not within " + limits.maxAllocationExpiration() + " epochs from " + scene.now());
        long id = draft.registry().nextId();
        draft.registry(draft.registry().with(wanted));
        return id;
    }

    private long propose(DealProposal named) {
        requirePiece(named.pieceCid(), named.pieceSize());
        DealProposal deal = new DealProposal(named.pieceCid(), named.pieceSize(), named.verifiedDeal(),
                requireActor(named.client()),
                requireMiner(named.provider()), named.label(), named.startEpoch(), named.endEpoch(), named.storagePricePerEpoch(),
                named.providerCollateral(), named.clientCollateral());
        require(!deal.startEpoch().isBefore(scene.now()) && deal.endEpoch().isAfter(deal.startEpoch()),
                "a deal from " + deal.startEpoch() + " to " + deal.endEpoch() + " cannot begin at " + scene.now());
        Optional<Long> allocation = deal.verifiedDeal() ? Optional.of(allocate(allocation(deal))) : Optional.empty();
        long id = draft.market().nextId();
        draft.market(draft.market().with(deal, allocation));
        return id;
    }

    /** As the market asks for it (actors/market {@code alloc_request_for_deal}). */
    private Allocation allocation(DealProposal deal) {
        ChainLimits limits = scene.rules().policy().limits();
        long termMin = deal.endEpoch().since(deal.startEpoch());
        long termMax = Math.min(termMin + ChainLimits.DEAL_TERM_BUFFER, limits.maxAllocationTerm());
        return new Allocation(id(deal.client()), id(deal.provider()), deal.pieceCid(), deal.pieceSize(), termMin, termMax,
                deal.startEpoch().min(scene.now().plus(limits.maxAllocationExpiration())));
    }

    private static ActorId id(Address idAddress) {
        return idAddress.actorId().orElseThrow();
    }

    private Address requireMiner(Address provider) {
        Optional<Address> found = draft.find(provider).filter(actor -> actor.kind() == Actor.Kind.MINER).map(Actor::idAddress);
        return found.orElseThrow(() -> Abort.illegalArgument("provider " + provider + " is not a miner"));
    }

    private Address requireActor(Address client) {
        return draft.idOf(client)
                .orElseThrow(() -> Abort.illegalArgument("client " + client + " is not on chain; fund it first"));
    }

    private static void requirePiece(Cid data, long size) {
        try {
            new PieceInfo(data, size).unpaddedSize();
        } catch (CodecException e) {
            throw Abort.illegalArgument(String.valueOf(e.getMessage()));
        }
    }

    private static void require(boolean holds, String why) {
        if (!holds) {
            throw Abort.illegalArgument(why);
        }
    }
}
