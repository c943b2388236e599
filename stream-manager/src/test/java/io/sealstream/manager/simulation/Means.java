package io.sealstream.manager.simulation;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.message.LaneState;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.topology.Stores;
import java.util.List;

/**
 * The epochs in which money, fees and lanes would not have let a commitment through: the base fee is above twice the usual one, a sender has
 * little left or no producer hears of it, a lane is paused, parked, full, or keeps something back.
 */
final class Means {
    private static final TokenAmount HIGH = TokenAmount.ofAtto(400_000_000);
    private static final TokenAmount LITTLE = TokenAmount.ofFil(10);

    private final SimChain chain;
    private final Fold fold;
    private final List<ActorId> miners;
    private final Outside outside;
    private final int inFlight;
    private final Calm lacking = new Calm();

    Means(SimChain chain, Fold fold, List<ActorId> miners, Outside outside, Terms terms) {
        this.chain = chain;
        this.fold = fold;
        this.miners = List.copyOf(miners);
        this.outside = outside;
        this.inFlight = terms.limits().getInFlight();
    }

    /** Notes whether they suffice at the head. */
    void note() {
        if (!suffice()) {
            lacking.disturb(chain.height(), chain.height());
        }
    }

    Calm lacking() {
        return lacking;
    }

    private boolean suffice() {
        return chain.chain().head().tipSet().parentBaseFee().compareTo(HIGH) <= 0
                && miners.stream().flatMap(miner -> Keys.of(miner).lanes().stream()).allMatch(this::isOpen);
    }

    private boolean isOpen(Address key) {
        LaneState lane = fold.states(Stores.LANES, key.toString()).get(key.toString());
        return outside.balance(key).compareTo(LITTLE) >= 0 && !chain.chain().pool().withheld().names().contains(key.toString())
                && (lane == null || (lane.paused() == null && lane.parked() == null && lane.open().size() < inFlight
                        && lane.open().stream().allMatch(message -> message.hold() == null)));
    }
}
