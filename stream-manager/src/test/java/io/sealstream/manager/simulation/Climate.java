package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.blocks.BaseFees;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.filecoin.TokenAmount;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The base fee of a run. Without {@link Fault#FEES} it is the least there is; a sudden {@link Fault#BASE_FEE} is above every cap. */
final class Climate implements BaseFees {
    private static final TokenAmount LEAST = TokenAmount.ofAtto(100);
    private static final TokenAmount ABOVE_ALL = TokenAmount.ofNanoFil(1_000_000);
    private static final long USUAL = 200_000_000;
    private static final long SPIKE = 50;
    private static final long LONGEST_SPIKE = 240;
    private static final long SLOPE_EPOCHS = 300;

    private final World world;
    private final Dice dice;
    private final Kind kind;
    /** From that epoch on, until the next one. */
    private final NavigableMap<Long, Long> steps = new TreeMap<>();
    private long begin;
    private boolean expensive;

    /** How the base fee moves. */
    enum Kind {
        /** A tenth up or down. */
        CALM,
        /** Fifty times the usual for up to 240 epochs, again and again. */
        SPIKY,
        /** To fifty times the usual. */
        RISING,
        /** From fifty times the usual. */
        FALLING
    }

    Climate(World world) {
        this.world = world;
        this.dice = world.dice("climate");
        this.kind = dice.pick(List.of(Kind.values()));
        steps.put(0L, USUAL);
    }

    void begin(long epoch) {
        begin = epoch;
    }

    /** Far above every fee cap. */
    void expensive(boolean is) {
        expensive = is;
        world.trace().say("chain", is ? "the base fee rises" : "the base fee falls");
    }

    boolean isExpensive() { return expensive; }

    @Override
    public TokenAmount over(Entry parent, long epoch) {
        return at(epoch);
    }

    /** The base fee of a tipset at an epoch. */
    TokenAmount at(long epoch) {
        if (expensive) {
            return ABOVE_ALL;
        }
        return world.storm().has(Fault.FEES) ? TokenAmount.ofAtto(moved(Math.max(epoch, begin))) : LEAST;
    }

    private long moved(long epoch) {
        return switch (kind) {
            case CALM -> USUAL + USUAL / 10 * (epoch % 3 - 1);
            case SPIKY -> stepped(epoch);
            case RISING -> USUAL + USUAL * (SPIKE - 1) * Math.min(SLOPE_EPOCHS, epoch - begin) / SLOPE_EPOCHS;
            case FALLING -> USUAL * SPIKE - USUAL * (SPIKE - 1) * Math.min(SLOPE_EPOCHS, epoch - begin) / SLOPE_EPOCHS;
        };
    }

    private long stepped(long epoch) {
        while (steps.lastKey() < epoch) {
            long rise = Math.max(begin, steps.lastKey()) + dice.between(20L, 200L);
            steps.put(rise, USUAL * SPIKE);
            steps.put(rise + dice.between(5L, LONGEST_SPIKE), USUAL);
        }
        return steps.floorEntry(epoch).getValue();
    }
}
