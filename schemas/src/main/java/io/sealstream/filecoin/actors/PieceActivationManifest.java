package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a sector that is activated.
 *
 * @param paddedSize            bytes, a power of two
 * @param verifiedAllocationKey null for unverified data
 */
public record PieceActivationManifest(Cid pieceCid, long paddedSize, @Nullable VerifiedAllocationKey verifiedAllocationKey,
        List<DataActivationNotification> notifications) {
    public static final Shape<PieceActivationManifest> SHAPE = Tuple.of(PieceActivationManifest.class)
            .field("CID", Shapes.CID, PieceActivationManifest::pieceCid)
            .field("Size", Shapes.UNSIGNED, PieceActivationManifest::paddedSize)
            .field("VerifiedAllocationKey", Shapes.optional(VerifiedAllocationKey.SHAPE),
                    PieceActivationManifest::verifiedAllocationKey)
            .field("Notify", Shapes.list(DataActivationNotification.SHAPE), PieceActivationManifest::notifications)
            .make(v -> new PieceActivationManifest(v.next(), v.next(), v.next(), v.next()));

    public PieceActivationManifest {
        notifications = List.copyOf(notifications);
    }
}
