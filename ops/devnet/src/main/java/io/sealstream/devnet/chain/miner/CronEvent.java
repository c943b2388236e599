package io.sealstream.devnet.chain.miner;

/**
 * What a miner asked the power actor's cron to do for it (actors/miner {@code CronEventPayload}).
 *
 * @param miner id of the actor
 */
public record CronEvent(long miner, Kind kind) {
    /** What is to be done. */
    public enum Kind {
        /** The last epoch of a deadline. */
        DEADLINE,
        /** Terminations that did not fit into one call. */
        EARLY_TERMINATIONS
    }
}
