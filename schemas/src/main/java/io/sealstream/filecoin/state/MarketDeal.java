package io.sealstream.filecoin.state;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Tuple;

/** A storage deal and how far it is. */
public record MarketDeal(DealProposal proposal, DealState state) {
    public static final Shape<MarketDeal> SHAPE = Tuple.of(MarketDeal.class)
            .field("Proposal", DealProposal.SHAPE, MarketDeal::proposal)
            .field("State", DealState.SHAPE, MarketDeal::state)
            .make(v -> new MarketDeal(v.next(), v.next()));
}
