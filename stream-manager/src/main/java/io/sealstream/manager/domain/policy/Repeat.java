package io.sealstream.manager.domain.policy;

/** How often things are asked again, in epochs. One place, so that nobody waits for ever and nobody floods the chain edge. */
public final class Repeat {
    /** A question to the chain edge whose answer is missing. */
    public static final long QUESTION = 5;
    /** A question that matters within one deadline. */
    public static final long URGENT_QUESTION = 2;
    /** A look at the chain while a message is under way, beside what the lane tells. */
    public static final long LOOK = 10;
    /** A deadline where none of our sectors is known. */
    public static final long EMPTY_DEADLINE = 30;
    /** An offer to the miner, which forgets none; a repeat only mends what a person changed. */
    public static final long OFFER = 120;
    /** A question for the price of sectors that cannot pay yet. */
    public static final long HELD = 10;
    /** A sector that the chain would refuse now, before it is offered again. */
    public static final long UNFIT = 30;
    /** An intent given to its lane. */
    public static final long INTENT = 20;
    /** A node task, already kept in a compacted topic. */
    public static final long TASK = 120;
    /** A look at owner, worker, controls and numbers of a miner. */
    public static final long MINER = 120;
    /** Longest back-off after failures. */
    public static final long MAX_BACK_OFF = 120;

    private static final int MAX_DOUBLINGS = 6;

    private Repeat() {}

    /** Epochs to wait after so many failures in a row: 2, 4, 8, ... up to {@link #MAX_BACK_OFF}. */
    public static long backOff(int failures) {
        return Math.min(MAX_BACK_OFF, 1L << Math.min(MAX_DOUBLINGS + 1, Math.max(1, failures)));
    }
}
