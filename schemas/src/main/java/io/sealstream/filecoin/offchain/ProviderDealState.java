package io.sealstream.filecoin.offchain;

import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import io.sealstream.filecoin.state.DealProposal;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says about a deal of its (go-fil-markets {@code storagemarket/types.go}).
 *
 * @param state  unsigned
 * @param dealId unsigned
 */
public record ProviderDealState(long state, long dealId, String message, @Nullable DealProposal proposal,
        @Nullable Cid publishCid,
        @Nullable Cid addFundsCid, @Nullable Cid proposalCid, boolean fastRetrieval) {
    private static final Shape<@Nullable Cid> LINK = Shapes.optional(Shapes.CID);
    public static final Shape<ProviderDealState> SHAPE = Tuple.of(ProviderDealState.class)
            .field("State", Shapes.UNSIGNED, ProviderDealState::state).field("DealID", Shapes.UNSIGNED, ProviderDealState::dealId)
            .field("Message", Shapes.TEXT, ProviderDealState::message)
            .field("Proposal", Shapes.optional(DealProposal.SHAPE), ProviderDealState::proposal)
            .field("PublishCid", LINK, ProviderDealState::publishCid).field("AddFundsCid", LINK, ProviderDealState::addFundsCid)
            .field("ProposalCid", LINK, ProviderDealState::proposalCid)
            .field("FastRetrieval", Shapes.BOOL, ProviderDealState::fastRetrieval).makeMap(v -> new ProviderDealState(v.next(),
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
