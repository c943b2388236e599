package io.sealstream.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Somebody's client of a registry. */
interface Client extends AutoCloseable {
    /**
     * Makes a call and gives its value.
     *
     * @param call with its name under {@code call} and its arguments beside it
     * @throws Refusal where the registry refused
     * @throws org.opentest4j.TestAbortedException where the client has no such call
     */
    JsonNode call(ObjectNode call);

    @Override
    void close();
}
