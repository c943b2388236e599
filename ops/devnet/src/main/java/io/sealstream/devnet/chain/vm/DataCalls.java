package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.DataActors;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.devnet.chain.state.VerifiedRegistry;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.PieceInfo;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.state.DealProposal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calls of a miner to the actors that know of data. Works on a draft state, like the call it is part of. */
final class DataCalls implements DataActors {
    private final ChainState draft;
    private final ActorId miner;
    private final Scene scene;
    private final GasMeter gas;

    /** @param scene metered */
    DataCalls(ChainState draft, ActorId miner, Scene scene, GasMeter gas) {
        this.draft = draft;
        this.miner = miner;
        this.scene = scene;
        this.gas = gas;
    }

    @Override
    public List<Optional<Cid>> verifyDeals(List<SectorDeals> sectors) {
        long named = sectors.stream().mapToLong(each -> each.deals().size()).sum();
        if (named == 0) {
            return sectors.stream().map(each -> Optional.<Cid>empty()).toList();
        }
        gas.charge(StateGas.verifyDeals(named));
        return sectors.stream().map(this::commitment).toList();
    }

    private Optional<Cid> commitment(SectorDeals sector) {
        List<PieceInfo> pieces = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long space = 0;
        for (long id : sector.deals()) {
            if (!seen.add(id)) {
                throw Abort.illegalArgument("duplicate deal ID " + Long.toUnsignedString(id) + " in sector");
            }
            DealProposal deal = draft.market().activatable(id, miner.address(), sector.expiration(), scene.now());
            pieces.add(new PieceInfo(deal.pieceCid(), deal.pieceSize()));
            space += deal.pieceSize();
        }
        if (space > sector.size().bytes()) {
            throw Abort.illegalArgument("deals too large to fit in sector " + space + " > " + sector.size().bytes());
        }
        return pieces.isEmpty() ? Optional.empty() : Optional.of(commD(sector.size(), pieces));
    }

    private Cid commD(SectorSize size, List<PieceInfo> pieces) {
        try {
            return scene.proofs().unsealedCid(size, pieces);
        } catch (CodecException e) {
            throw Abort.illegalArgument("failed to compute unsealed sector CID: " + e.getMessage());
        }
    }

    @Override
    public List<Claimed> claim(List<SectorPieces> sectors, boolean allOrNothing) {
        long named = sectors.stream().flatMap(each -> each.pieces().stream())
                .filter(piece -> piece.verifiedAllocationKey() != null).count();
        if (named > 0) {
            gas.charge(StateGas.claim(named));
        }
        List<Claimed> answers = new ArrayList<>();
        for (SectorPieces sector : sectors) {
            VerifiedRegistry.Outcome outcome = draft.registry().claim(miner, sector, scene.now());
            if (!outcome.claimed().isOk() && allOrNothing) {
                throw Abort.illegalArgument("claim failed with all-or-nothing: sector " + sector.sector() + " has code "
                        + outcome.claimed().code().code());
            }
            draft.registry(outcome.after());
            answers.add(outcome.claimed());
        }
        return answers;
    }

    @Override
    public ExitCode notify(Address receiver, List<SectorChange> changes) {
        Optional<Actor> known = draft.find(receiver);
        // A message to a key makes an account for it.
        if (known.isEmpty() && !receiver.isKey()) {
            return ExitCode.ERR_NOTIFICATION_SEND_FAILED;
        }
        gas.charge(StateGas.call(known.isEmpty()));
        Actor told = known.orElseGet(() -> draft.createAccount(receiver));
        if (told.idAddress().equals(Address.MARKET)) {
            return new MarketNotice(draft, miner, scene.now()).take(changes) ? ExitCode.OK : ExitCode.ERR_NOTIFICATION_REJECTED;
        }
        // An account takes every exported method and answers nothing; the other actors do not have this one.
        return told.kind() == Actor.Kind.ACCOUNT || told.idAddress().equals(Address.BURNT_FUNDS)
                ? ExitCode.ERR_NOTIFICATION_RESPONSE_INVALID
                : ExitCode.ERR_NOTIFICATION_RECEIVER_ABORTED;
    }
}
