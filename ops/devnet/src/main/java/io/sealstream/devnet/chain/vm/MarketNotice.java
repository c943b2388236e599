package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.DataActors.PieceChange;
import io.sealstream.devnet.chain.rules.DataActors.SectorChange;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.state.DealProposal;
import java.util.List;

/**
 * A miner tells the market of new data (actors/market {@code sector_content_changed}): deals become active. The payload of a piece is the
 * CBOR of its deal id.
 */
record MarketNotice(ChainState draft, ActorId miner, ChainEpoch now) {
    /** True if every piece is that of a deal which became active now. */
    boolean take(List<SectorChange> changes) {
        boolean all = true;
        for (SectorChange change : changes) {
            for (PieceChange piece : change.pieces()) {
                all &= activate(change, piece);
            }
        }
        return all;
    }

    private boolean activate(SectorChange change, PieceChange piece) {
        try {
            long id = Shapes.UNSIGNED.fromCbor(piece.payload().toArray());
            DealProposal deal = draft.market().activatable(id, miner.address(), change.commitment(), now);
            boolean same = piece.data().equals(deal.pieceCid()) && piece.size() == deal.pieceSize();
            boolean pending = draft.market().deal(id).filter(each -> each.state().isPending()).isPresent();
            if (same && pending) {
                draft.market(draft.market().activate(id, change.sector(), now));
            }
            return same && pending;
        } catch (Abort | CodecException refused) {
            return false;
        }
    }
}
