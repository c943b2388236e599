package io.sealstream.manager.simulation;

import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.topology.Stores;
import java.util.List;
import java.util.OptionalLong;

/** Lets epochs go by until a sector's ticket or precommit is at its limit, two epochs before or after. */
final class Clocks {
    private static final long MOST_AT_ONCE = 250;
    private static final long NEAR = 2;
    /** Distances from the limit at which something changes: the limit itself, the reserve of the sender, the slack of a batch. */
    private static final List<Long> LEADS = List.of(0L, 0L, 20L, 30L, 60L);

    private final World world;
    private final Fold fold;
    private final List<ActorId> miners;
    private final Dice dice;
    private long target;
    private long scripted;

    Clocks(World world, Fold fold, List<ActorId> miners) {
        this.world = world;
        this.fold = fold;
        this.miners = List.copyOf(miners);
        this.dice = world.dice("clocks");
    }

    /** Aims at a clock of a sector that is under way. */
    void aim() {
        List<Long> limits = miners.stream().flatMap(miner -> fold.states(Stores.SECTORS, miner.toString()).values().stream())
                .map(this::limit).flatMapToLong(OptionalLong::stream).boxed().toList();
        if (!limits.isEmpty() && target <= world.calm().head()) {
            target = dice.pick(limits) - dice.pick(LEADS) + dice.between(-NEAR, NEAR);
            world.trace().say("chain", "goes on to epoch " + target);
        }
    }

    /** Aims at an epoch, which is reached before the storm ends. */
    void aimAt(long epoch) {
        target = epoch;
        scripted = epoch;
    }

    /** True while epochs of a script go by. */
    boolean holdsStorm() {
        return scripted > world.calm().head();
    }

    ChainRules rules() {
        return world.rules();
    }

    /** Last epoch at which the chain takes the sector's next message. */
    private OptionalLong limit(Sector sector) {
        return switch (sector.state()) {
            case SectorState.AwaitingReplica s when sector.ticket() != null ->
                OptionalLong.of(sector.ticket().epoch().value() + world.rules().maxTicketAge());
            case SectorState.AwaitingPreCommitBatch s ->
                OptionalLong.of(sector.requireTicket().epoch().value() + world.rules().maxTicketAge());
            case SectorState.AwaitingProof s -> proveLimit(sector);
            case SectorState.AwaitingPersistence s -> proveLimit(sector);
            case SectorState.AwaitingProveCommitBatch s -> proveLimit(sector);
            case SectorState s -> OptionalLong.empty();
        };
    }

    private OptionalLong proveLimit(Sector sector) {
        return OptionalLong.of(sector.requirePreCommit().epoch().value() + world.rules().maxProveDuration());
    }

    /** The epoch of the next tipset, when it would be {@code next} otherwise. */
    long goOn(long next) {
        if (world.storm().isOver() || target <= next) {
            return next;
        }
        long to = Math.min(target, next + MOST_AT_ONCE);
        world.calm().disturb(next, to);
        return to;
    }
}
