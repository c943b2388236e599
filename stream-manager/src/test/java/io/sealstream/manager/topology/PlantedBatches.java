package io.sealstream.manager.topology;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.miner.MinerCommand.OfferSector;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.domain.sector.SectorCommand.JoinBatch;
import io.sealstream.manager.wire.EffectRecords;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Planted bugs of batches. They strike sectors of odd numbers only, so that a batch has sound members, too. */
public final class PlantedBatches implements Family {
    private static final long FAR = 100_000;

    private final Family sound;
    private final Family offers;
    private final boolean losesJoins;

    private PlantedBatches(Family sound, Family offers, boolean losesJoins) {
        this.sound = sound;
        this.offers = offers;
        this.losesJoins = losesJoins;
    }

    /** A batch takes the clocks of some members for far away. */
    public static UnaryOperator<Object> ignoringClocks(ChainRules rules, int partitions) {
        ChainRules wrong = new ChainRules(rules.schedule(), rules.challengeDelay(), rules.maxProveDuration() + FAR,
                rules.ticketLookback(), rules.maxTicketAge() + FAR, rules.minSectorLife());
        return family -> new PlantedBatches((Family) family, new MinerFamily(wrong, new EffectRecords(partitions)), false);
    }

    /** Some members are not told that a message takes them along, and wait for another one. */
    public static UnaryOperator<Object> losingJoins() {
        return family -> new PlantedBatches((Family) family, (Family) family, true);
    }

    private static boolean isOdd(long sector) {
        return Math.floorMod(sector, 2) == 1;
    }

    @Override
    public Optional<String> take(Unit unit, Pending pending) {
        if (pending.command() instanceof OfferSector offer && isOdd(offer.sector())) {
            return offers.take(unit, pending);
        }
        boolean lost = losesJoins && pending.command() instanceof JoinBatch && pending.target() instanceof Target.OfSector sector
                && isOdd(sector.sector().number());
        return lost ? Optional.empty() : sound.take(unit, pending);
    }

    @Override
    public Stores.Book book() {
        return sound.book();
    }

    @Override
    public void reorg(Unit unit, ChainEpoch revertedTo) {
        sound.reorg(unit, revertedTo);
    }

    @Override
    public void settle(Unit unit, Target target) {
        sound.settle(unit, target);
    }
}
