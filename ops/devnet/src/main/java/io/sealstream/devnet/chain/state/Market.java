package io.sealstream.devnet.chain.state;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.state.DealProposal;
import io.sealstream.filecoin.state.DealState;
import io.sealstream.filecoin.state.MarketDeal;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Storage deals by id, pending and active (actors/market {@code state.rs}); nobody pays for them and none ends. Immutable. */
public final class Market {
    static final Market NONE = new Market(new TreeMap<>(), new TreeMap<>());

    private final NavigableMap<Long, MarketDeal> deals;
    private final NavigableMap<Long, Long> allocations;

    private Market(NavigableMap<Long, MarketDeal> deals, NavigableMap<Long, Long> allocations) {
        this.deals = Collections.unmodifiableNavigableMap(deals);
        this.allocations = Collections.unmodifiableNavigableMap(allocations);
    }

    /**
     * The same with one more pending deal, under {@link #nextId()}.
     *
     * @param allocation made for it; empty for unverified data
     */
    public Market with(DealProposal proposal, Optional<Long> allocation) {
        NavigableMap<Long, Long> pending = new TreeMap<>(allocations);
        allocation.ifPresent(id -> pending.put(nextId(), id));
        return put(nextId(), new MarketDeal(proposal, DealState.PENDING), pending);
    }

    private Market put(long id, MarketDeal deal, NavigableMap<Long, Long> pending) {
        NavigableMap<Long, MarketDeal> all = new TreeMap<>(deals);
        all.put(id, deal);
        return new Market(all, pending);
    }

    /** The same with a pending deal active in a sector. */
    public Market activate(long id, long sector, ChainEpoch now) {
        NavigableMap<Long, Long> pending = new TreeMap<>(allocations);
        pending.remove(id);
        DealProposal proposal = deal(id).orElseThrow(() -> new IllegalStateException("there is no deal " + id)).proposal();
        return put(id, new MarketDeal(proposal, DealState.active(sector, now)), pending);
    }

    /** The proposal of a deal that may become active in a sector, or a refusal ({@code validate_deal_can_activate}). */
    public DealProposal activatable(long id, Address provider, ChainEpoch expiration, ChainEpoch now) {
        DealProposal proposal = deal(id).orElseThrow(() -> Abort.notFound("no such deal " + Long.toUnsignedString(id)))
                .proposal();
        if (!proposal.provider().equals(provider)) {
            throw Abort.forbidden("deal " + id + " has provider " + proposal.provider() + ", must be " + provider);
        }
        if (now.isAfter(proposal.startEpoch())) {
            throw Abort.of(ExitCode.MARKET_DEAL_EXPIRED,
                    "start epoch " + proposal.startEpoch() + " of deal " + id + " has already elapsed at " + now);
        }
        if (proposal.endEpoch().isAfter(expiration)) {
            throw Abort.illegalArgument(
                    "end epoch " + proposal.endEpoch() + " of deal " + id + " exceeds sector expiration " + expiration);
        }
        return proposal;
    }

    public Optional<MarketDeal> deal(long id) {
        return Optional.ofNullable(deals.get(id));
    }

    /** All deals, by id. */
    public NavigableMap<Long, MarketDeal> deals() {
        return deals;
    }

    /** The allocation of a verified deal that is pending still. */
    public Optional<Long> pendingAllocation(long deal) {
        return Optional.ofNullable(allocations.get(deal));
    }

    /** Id of the next deal; they begin with 0. */
    public long nextId() {
        return deals.isEmpty() ? 0 : deals.lastKey() + 1;
    }
}
