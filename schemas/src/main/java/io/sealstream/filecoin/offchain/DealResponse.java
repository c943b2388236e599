package io.sealstream.filecoin.offchain;

import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer to a proposed deal (go-fil-markets {@code storagemarket/network/types.go}, {@code Response}).
 *
 * @param state          the deal's, unsigned
 * @param proposal       CID of the proposal
 * @param publishMessage CID of the message that published the deal, where there is one
 */
public record DealResponse(long state, String message, Cid proposal, @Nullable Cid publishMessage) {
    public static final Shape<DealResponse> SHAPE = Tuple.of(DealResponse.class)
            .field("State", Shapes.UNSIGNED, DealResponse::state)
            .field("Message", Shapes.TEXT, DealResponse::message).field("Proposal", Shapes.CID, DealResponse::proposal)
            .field("PublishMessage", Shapes.optional(Shapes.CID), DealResponse::publishMessage)
            .makeMap(v -> new DealResponse(v.next(), v.next(), v.next(), v.next()));
}
