package io.sealstream.manager.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Chance from a seed. Each concern has dice of its own, so that a change in one does not shift the throws of all others. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed, String concern) {
        this.random = new SplittableRandom(seed * 1_000_003L + concern.hashCode());
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Both ends included. */
    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
