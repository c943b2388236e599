package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.JsonTree;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import java.util.List;

/** Several nodes for a few calls of a command: the first one that answers is believed. */
public final class FirstAnswering implements ChainNode {
    private final List<ChainNode> nodes;

    public FirstAnswering(List<ChainNode> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    @Override
    public Answer call(String method, JsonTree... params) {
        ChainCallException last = new ChainCallException(Kind.UNREACHABLE, "no chain node is named");
        for (ChainNode node : nodes) {
            try {
                return node.call(method, params);
            } catch (ChainCallException e) {
                if (e.kind() != Kind.UNREACHABLE) {
                    throw e;
                }
                last = e;
            }
        }
        throw last;
    }
}
