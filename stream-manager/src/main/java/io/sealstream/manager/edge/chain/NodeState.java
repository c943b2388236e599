package io.sealstream.manager.edge.chain;

import io.sealstream.schemas.runtime.Backoff;
import java.time.Duration;
import java.time.Instant;

/**
 * What is known of one chain node. Pure: each news gives a new state.
 *
 * @param standing how it is judged
 * @param reason   why it is not usable; empty when it is
 * @param epoch    height of its newest head that was seen, -1 before the first
 * @param failures calls that failed, since there were none for ten minutes
 * @param failedAt when the last one failed
 * @param since    when this standing began
 * @param due      when it is looked at again
 */
record NodeState(NodeStanding standing, String reason, long epoch, int failures, Instant failedAt, Instant since, Instant due) {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    /** A node that fails only some of its calls must not draw them back at once. */
    private static final Backoff PASSED_OVER = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(1));
    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(10);

    static NodeState unasked(Instant now) {
        return new NodeState(NodeStanding.UNASKED, "it has not answered yet", -1, 0, Instant.MIN, now, now);
    }

    /** It has shown that it serves the cluster's chain and is near its head. */
    NodeState usable(long height, Instant now) {
        return become(NodeStanding.USABLE, "", now, now.plus(LOOK_EVERY)).at(height);
    }

    /** It is not to be used, although it answers. */
    NodeState refused(NodeStanding why, String words, Instant now) {
        return become(why, words, now, now.plus(LOOK_EVERY));
    }

    /** A call was not answered. */
    NodeState failed(String words, Instant now) {
        boolean forgiven = failedAt.isBefore(now.minus(FORGIVEN_AFTER));
        int count = forgiven ? 1 : failures + 1;
        NodeState next = become(NodeStanding.FAILING, words, now, now.plus(PASSED_OVER.after(count)));
        return new NodeState(next.standing, next.reason, epoch, count, now, next.since, next.due);
    }

    /** Its head. */
    NodeState at(long height) {
        return new NodeState(standing, reason, height, failures, failedAt, since, due);
    }

    private NodeState become(NodeStanding next, String words, Instant now, Instant nextLook) {
        return new NodeState(next, words, epoch, failures, failedAt, next == standing ? since : now, nextLook);
    }
}
