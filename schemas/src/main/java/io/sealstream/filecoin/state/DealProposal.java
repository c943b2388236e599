package io.sealstream.filecoin.state;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;

/**
 * A storage deal as the market keeps it.
 *
 * @param pieceSize  padded bytes
 * @param startEpoch last epoch at which it may be activated
 * @param endEpoch   the sector must live at least that long
 */
public record DealProposal(Cid pieceCid, long pieceSize, boolean verifiedDeal, Address client, Address provider, String label,
        ChainEpoch startEpoch, ChainEpoch endEpoch, TokenAmount storagePricePerEpoch, TokenAmount providerCollateral,
        TokenAmount clientCollateral) {
    public static final Shape<DealProposal> SHAPE = Tuple.of(DealProposal.class)
            .field("PieceCID", Shapes.CID, DealProposal::pieceCid)
            .field("PieceSize", Shapes.UNSIGNED, DealProposal::pieceSize)
            .field("VerifiedDeal", Shapes.BOOL, DealProposal::verifiedDeal)
            .field("Client", Shapes.ADDRESS, DealProposal::client)
            .field("Provider", Shapes.ADDRESS, DealProposal::provider)
            .field("Label", Shapes.TEXT, DealProposal::label)
            .field("StartEpoch", Shapes.EPOCH, DealProposal::startEpoch)
            .field("EndEpoch", Shapes.EPOCH, DealProposal::endEpoch)
            .field("StoragePricePerEpoch", Shapes.AMOUNT, DealProposal::storagePricePerEpoch)
            .field("ProviderCollateral", Shapes.AMOUNT, DealProposal::providerCollateral)
            .field("ClientCollateral", Shapes.AMOUNT, DealProposal::clientCollateral)
            .make(v -> new DealProposal(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next()));
}
