package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.JsonTree;

/**
 * The JSON-RPC of a chain node, namespace {@code Filecoin} (chain.md section 3). Calls block; callers run on virtual threads. Values are
 * handed over as {@link JsonTree}, so that translation needs no JSON library.
 */
public interface ChainNode {
    /**
     * Calls one method.
     *
     * @param method name without the namespace, for example {@code ChainHead}
     * @param params positional parameters
     * @throws ChainCallException when there is no answer, with the reason
     */
    Answer call(String method, JsonTree... params);
}
