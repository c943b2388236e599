package io.sealstream.manager.edge.http;

import com.fasterxml.jackson.databind.JsonNode;

/** One method of the namespace {@code Sealstream}. Runs on a virtual thread and may block. */
@FunctionalInterface
public interface EdgeMethod {
    /**
     * Answers one call.
     *
     * @throws RpcFault with what the caller is told
     */
    JsonNode call(Params params);
}
