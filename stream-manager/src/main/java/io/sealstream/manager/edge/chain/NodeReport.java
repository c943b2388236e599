package io.sealstream.manager.edge.chain;

import java.time.Instant;

/**
 * A chain node as people are shown it.
 *
 * @param name     its URL
 * @param standing how it is judged
 * @param chosen   whether it is the one that is asked
 * @param epoch    height of its newest head that was seen, -1 before the first
 * @param failures calls that failed of late
 * @param reason   why it is not usable; empty when it is
 * @param since    when this standing began
 */
public record NodeReport(String name, NodeStanding standing, boolean chosen, long epoch, int failures, String reason,
        Instant since) {

    /** One line, for example {@code http://b:1234/rpc/v1 is lagging: its head 970 is 30 epochs behind …}. */
    public String sentence() {
        return name + " is " + standing.word() + (reason.isEmpty() ? "" : ": " + reason);
    }
}
