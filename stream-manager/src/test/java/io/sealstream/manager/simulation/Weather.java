package io.sealstream.manager.simulation;

import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.replay.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the faults of the storm happen, one after the other, and knows in which epochs the cluster could not work as it should. */
final class Weather {
    private static final long SHORTEST_MILLIS = 15_000;
    private static final int MOST_LAG = 15;
    private static final long LONGEST_MILLIS = 240_000;
    /** A cancelled WindowPoSt is made again when what took its place is final. */
    private static final long UNTIL_MADE_AGAIN = SimOperator.CONFIDENCE + 20L;
    private static final long LONGEST_LOCK_MILLIS = 600_000;

    private final World world;
    private final Parts parts;
    private final Dice dice;
    private final List<Fault> sudden = new ArrayList<>();
    private final Climate climate;
    private boolean hit;

    /** Everything a storm can strike. */
    record Parts(SimChain chain, SimChainNode node, SimHeads heads, SimChainEdge edge, SimSigner signer, Managers managers,
            List<SimSealer> sealers, SimOperator operator, Fold fold, List<ActorId> miners, Outside outside, Clocks clocks) {
        Parts {
            sealers = List.copyOf(sealers);
            miners = List.copyOf(miners);
        }
    }

    Weather(World world, Parts parts) {
        this.world = world;
        this.parts = parts;
        this.dice = world.dice("weather");
        for (Fault fault : Fault.values()) {
            if (world.storm().has(fault) && isSudden(fault)) {
                sudden.add(fault);
            }
        }
        if (!sudden.isEmpty()) {
            world.after(pause(), this::blow);
        }
        this.climate = new Climate(world);
        climate.begin(parts.chain().height());
        parts.chain().chain().script(climate);
    }

    /** Whether a fault strikes now and then; the others last as long as the storm. */
    static boolean isSudden(Fault fault) {
        return switch (fault) {
            case WRONG_PROOF, STEP_FAILS, STEP_NEVER_WORKS, CLOCKS_DIFFER, NULL_ROUNDS, PUSH_AMBIGUOUS, DUPLICATES, DELAYS,
                    DROPS, FEES, MONEY_LOW, SIGNER_REFUSES, GAS_SHORT, POST_LATE ->
                false;
            case MANAGER_KILLED, MANAGER_PAUSED, MANAGER_JOINS, OFFSETS_RESET, STORES_REBUILT, EDGE_KILLED, SIGNER_KILLED,
                    SIGNER_LOCKED, SEALER_KILLED, SEALER_CUT_OFF,
                    SCRATCH_LOST, SEALER_TWICE, REORG, BASE_FEE, POOL_LOST, CHAIN_UNREACHABLE, CHAIN_LAGS, BROKER_UNREACHABLE,
                    OPERATOR_ACTS, LANES_ORDERED, KEY_USED_OUTSIDE, KEYS_CHANGED, NUMBER_TAKEN, CLOCKS_RUN_OUT ->
                true;
        };
    }

    private long pause() {
        return dice.between(SHORTEST_MILLIS, LONGEST_MILLIS);
    }

    private void blow() {
        if (world.storm().isOver()) {
            return;
        }
        strike(dice.pick(sudden));
        world.after(pause(), this::blow);
    }

    private void strike(Fault fault) {
        hit = true;
        world.storm().struck(fault);
        switch (fault) {
            case MANAGER_KILLED -> killManager();
            case MANAGER_PAUSED -> anyManager(manager -> parts.managers().pause(manager, dice.between(2_000L, 40_000L)));
            case MANAGER_JOINS -> parts.managers().joinOrLeave();
            case OFFSETS_RESET -> parts.managers().resetOffsets();
            case STORES_REBUILT -> parts.managers().rebuild(parts.fold());
            case EDGE_KILLED -> {
                parts.edge().restart();
                parts.heads().restart();
            }
            case SIGNER_KILLED -> parts.signer().restart();
            case SIGNER_LOCKED -> {
                parts.signer().locked(true);
                world.after(dice.between(10_000L, LONGEST_LOCK_MILLIS), () -> parts.signer().locked(false));
            }
            case SEALER_KILLED -> anySealer(sealer -> sealer.kill(false, dice.between(1_000L, 200_000L)));
            case SEALER_CUT_OFF -> anySealer(sealer -> sealer.cutOff(dice.between(5_000L, 600_000L)));
            case SCRATCH_LOST -> anySealer(sealer -> sealer.kill(true, dice.between(1_000L, 100_000L)));
            case SEALER_TWICE -> anySealer(SimSealer::twin);
            case REORG -> parts.chain().reorg(dice.between(1, SimOperator.DEEPEST_REORG), parts.chain().height());
            case BASE_FEE -> spike();
            case POOL_LOST -> {
                world.trace().say("chain node", "loses its pool");
                parts.chain().chain().pool().clear();
            }
            case CHAIN_UNREACHABLE -> {
                parts.node().reachable(false);
                world.after(dice.between(1_000L, 90_000L), () -> parts.node().reachable(true));
            }
            case CHAIN_LAGS -> {
                parts.node().lag(dice.between(1, MOST_LAG));
                world.after(dice.between(30_000L, 300_000L), () -> parts.node().lag(0));
            }
            case BROKER_UNREACHABLE -> {
                world.trace().say("broker", "not reached");
                world.log().reachable(false);
                world.after(dice.between(1_000L, 90_000L), () -> world.log().reachable(true));
            }
            case OPERATOR_ACTS -> parts.operator().act(parts.miners());
            case LANES_ORDERED -> {
                parts.operator().order(parts.miners());
                world.calm().disturb(UNTIL_MADE_AGAIN);
            }
            case KEY_USED_OUTSIDE -> parts.outside().useKey();
            case KEYS_CHANGED -> parts.outside().changeKeys();
            case NUMBER_TAKEN -> parts.outside().takeNumber();
            case CLOCKS_RUN_OUT -> parts.clocks().aim();
            case WRONG_PROOF, STEP_FAILS, STEP_NEVER_WORKS, CLOCKS_DIFFER, NULL_ROUNDS, PUSH_AMBIGUOUS, DUPLICATES, DELAYS,
                    DROPS, FEES, MONEY_LOW, SIGNER_REFUSES, GAS_SHORT, POST_LATE ->
                throw new IllegalStateException(fault + " does not strike, it lasts");
        }
    }

    private void killManager() {
        @Nullable
        SimManager dead = parts.managers().dead().stream().findFirst().orElse(null);
        if (dead != null) {
            parts.managers().start(dead);
            return;
        }
        anyManager(manager -> {
            parts.managers().kill(manager);
            world.after(dice.between(1_000L, 120_000L), () -> parts.managers().start(manager));
        });
    }

    private void anyManager(java.util.function.Consumer<SimManager> action) {
        List<SimManager> alive = parts.managers().alive();
        if (!alive.isEmpty()) {
            action.accept(dice.pick(alive));
        }
    }

    private void anySealer(java.util.function.Consumer<SimSealer> action) {
        List<SimSealer> alive = parts.sealers().stream().filter(SimSealer::well).toList();
        if (!alive.isEmpty()) {
            action.accept(dice.pick(alive));
        }
    }

    private void spike() {
        climate.expensive(true);
        world.after(dice.between(60_000L, 300_000L), () -> climate.expensive(false));
    }

    /** Everything is well from now on. */
    void clear() {
        world.storm().end();
        world.trace().say("weather", "the storm is over");
        climate.expensive(false);
        parts.outside().mend();
        parts.chain().chain().pool().withheld().release(Optional.empty());
        parts.miners().forEach(miner -> Keys.of(miner).lanes().forEach(parts.operator()::resume));
        parts.node().reachable(true);
        parts.node().lag(0);
        world.log().reachable(true);
        if (parts.signer().locked()) {
            parts.signer().locked(false);
        }
        parts.managers().dead().forEach(parts.managers()::start);
    }

    Parts parts() {
        return parts;
    }

    /** Notes whether the cluster could work in the epoch that ends. */
    void note(long epoch) {
        boolean troubled = hit || climate.isExpensive() || !parts.node().reachable() || parts.node().lags()
                || !world.log().reachable()
                || parts.signer().locked()
                || !parts.managers().working() || parts.sealers().stream().anyMatch(sealer -> !sealer.well());
        if (troubled) {
            world.calm().disturb(epoch, epoch);
        }
        hit = false;
    }
}
