package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Commitments;
import io.sealstream.filecoin.PieceInfo;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.actors.PieceActivationManifest;
import java.math.BigInteger;
import java.util.List;

/**
 * Data of a sector in bytes (actors/miner {@code activate_sectors_pieces}).
 *
 * @param unverified in pieces without allocation
 * @param verified   claimed
 */
record DataSpace(BigInteger unverified, BigInteger verified) {
    static final DataSpace NONE = new DataSpace(BigInteger.ZERO, BigInteger.ZERO);

    static DataSpace of(List<PieceActivationManifest> pieces, BigInteger claimed) {
        BigInteger unverified = pieces.stream().filter(piece -> piece.verifiedAllocationKey() == null)
                .map(piece -> BigInteger.valueOf(piece.paddedSize())).reduce(BigInteger.ZERO, BigInteger::add);
        return new DataSpace(unverified, claimed);
    }

    /** CommD of pieces; that of zeros is known without computing it. */
    static Cid unsealedCid(MinerCall call, List<PieceActivationManifest> pieces) {
        SectorSize size = call.miner().size();
        if (pieces.isEmpty()) {
            return Commitments.zeroPiece(size.bytes());
        }
        try {
            return call.scene().proofs().unsealedCid(size,
                    pieces.stream().map(piece -> new PieceInfo(piece.pieceCid(), piece.paddedSize())).toList());
        } catch (CodecException e) {
            throw Abort.illegalArgument("failed to compute unsealed sector CID: " + e.getMessage());
        }
    }
}
