package io.sealstream.node.tasks;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Commitments;
import io.sealstream.filecoin.PieceInfo;
import io.sealstream.filecoin.PoStProofType;
import io.sealstream.node.domain.Work.Piece;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProverId;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.WindowPoStProofType;
import java.util.List;

/** Chain values as the proofs want them. */
final class ProofValues {
    private ProofValues() {}

    static SealProofType sealType(io.sealstream.filecoin.SealProofType type) throws TaskFailure {
        return SealProofType.ofChainNumber(type.code())
                .orElseThrow(() -> TaskFailure.permanent("this node cannot seal with proof type " + type.code() + " (" + type
                        + "): it knows the V1_1 types, 5 to 9"));
    }

    static WindowPoStProofType postType(PoStProofType type) throws TaskFailure {
        return WindowPoStProofType.ofChainNumber(type.code())
                .orElseThrow(() -> TaskFailure.permanent("this node cannot prove with PoSt type " + type.code() + " (" + type
                        + "): it knows the window types V1_1, 10 to 14"));
    }

    static Bytes bytes(io.sealstream.filecoin.Bytes bytes) {
        return Bytes.of(bytes.toArray());
    }

    static io.sealstream.filecoin.Bytes bytes(Bytes bytes) {
        return io.sealstream.filecoin.Bytes.of(bytes.toArray());
    }

    /** The 32 bytes of CommR, CommD or CommP. */
    static Bytes commitment(Cid cid) {
        return Bytes.of(cid.commitment());
    }

    static Bytes proverId(ActorId miner) {
        return ProverId.ofActor(miner.value());
    }

    /** The pieces that fill the sector: zero pieces between and after those given; one of zeros for committed capacity. */
    static List<io.sealstream.proofs.Piece> pieces(io.sealstream.filecoin.SealProofType type, List<Piece> pieces) {
        if (pieces.isEmpty()) {
            long size = type.sectorSize().bytes();
            return List.of(piece(new PieceInfo(Commitments.zeroPiece(size), size)));
        }
        List<PieceInfo> given = pieces.stream().map(piece -> new PieceInfo(piece.cid(), piece.paddedSize())).toList();
        return Commitments.withPadding(type.sectorSize(), given).stream().map(ProofValues::piece).toList();
    }

    private static io.sealstream.proofs.Piece piece(PieceInfo info) {
        return new io.sealstream.proofs.Piece(commitment(info.cid()), info.unpaddedSize());
    }
}
