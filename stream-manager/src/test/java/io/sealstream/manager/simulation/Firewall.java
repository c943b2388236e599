package io.sealstream.manager.simulation;

/** Between every process and the log: delays, repeats and drops what passes, as the storm says. */
final class Firewall {
    private static final double OFTEN = 0.05;
    private static final long USUAL_MILLIS = 20;
    private static final long LATE_MILLIS = 90_000;

    private final World world;
    private final Dice dice;

    Firewall(World world) {
        this.world = world;
        this.dice = world.dice("firewall");
    }

    /** Lets a delivery through once, usually soon. Whoever sends repeats himself until he sees the outcome. */
    void pass(Runnable delivery) {
        if (world.storm().has(Fault.DROPS) && dice.chance(OFTEN)) {
            return;
        }
        passSurely(delivery);
    }

    /** As {@link #pass}, for what a process has committed to: nothing is dropped. */
    void passSurely(Runnable delivery) {
        world.after(delay(), delivery);
        if (world.storm().has(Fault.DUPLICATES) && dice.chance(OFTEN)) {
            world.after(delay(), delivery);
        }
    }

    private long delay() {
        boolean late = world.storm().has(Fault.DELAYS) && dice.chance(OFTEN);
        return dice.between(1, late ? LATE_MILLIS : USUAL_MILLIS);
    }
}
