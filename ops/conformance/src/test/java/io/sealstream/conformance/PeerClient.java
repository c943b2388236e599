package io.sealstream.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.opentest4j.TestAbortedException;

/** A client of others: a call a line to its process, an answer a line back. */
final class PeerClient implements Client {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Peer peer;
    private final BufferedReader answers;
    private final BufferedWriter calls;

    PeerClient(String launcher, URI registry) {
        this.peer = Peer.client(launcher, registry.toString());
        this.answers = peer.process().inputReader(StandardCharsets.UTF_8);
        this.calls = peer.process().outputWriter(StandardCharsets.UTF_8);
    }

    @Override
    public JsonNode call(ObjectNode call) {
        try {
            calls.write(call + "\n");
            calls.flush();
            String line = answers.readLine();
            if (line == null) {
                throw peer.failed("ended at " + call);
            }
            JsonNode answer = JSON.readTree(line);
            if (answer.has("unsupported")) {
                throw new TestAbortedException("this client has no call " + call.path("call"));
            }
            return value(answer);
        } catch (IOException e) {
            throw peer.failed("does not answer " + call + " (" + e + ")");
        }
    }

    private static JsonNode value(JsonNode answer) {
        if (answer.has("code")) {
            throw new Refusal(answer.path("code").asInt(), answer.path("message").asText());
        }
        return answer.path("value");
    }

    @Override
    public void close() {
        peer.close();
    }
}
