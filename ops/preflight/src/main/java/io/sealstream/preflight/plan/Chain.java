package io.sealstream.preflight.plan;

import io.sealstream.manager.config.ChainAddress;
import java.util.List;

/**
 * The chain nodes of a manager.
 *
 * @param nodes   in the order in which they are preferred
 * @param mostLag epochs that a head may be behind
 */
public record Chain(List<ChainAddress> nodes, long mostLag) {
    public Chain {
        nodes = List.copyOf(nodes);
    }
}
