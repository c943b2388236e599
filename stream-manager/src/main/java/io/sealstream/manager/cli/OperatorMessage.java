package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.TokenAmount;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that an operator sends through its sender's lane and waits for.
 *
 * @param from       who sends and pays
 * @param to         receiver
 * @param value      value
 * @param method     method number
 * @param methodName readable method
 * @param params     CBOR
 * @param maxFee     most it may cost
 */
record OperatorMessage(Address from, Address to, TokenAmount value, long method, String methodName, Bytes params,
        TokenAmount maxFee) {
    private static final int WAIT_SECONDS = 10;
    private static final int MOST_ATTEMPTS = 1000;

    /**
     * Sends it and waits until it is final; says on the way what it waits for.
     *
     * @param exid name of the request, or null for a new one
     * @return the return value of its receipt
     */
    byte[] sendAndWait(CommonOptions options, @Nullable String exid) {
        CommonOptions.Identity identity = exid == null ? options.identity(null) : attempt(options, exid);
        PrintWriter progress = options.err();
        String intent = options.call("SendMessage", Json.text(identity.client()), Json.number(identity.number()),
                Json.text(from.toString()), Json.text(to.toString()), Json.text(value.toString()), Json.number(method),
                Json.text(methodName),
                Json.text(params.toBase64()), Json.text(maxFee.toString())).path("intent").asText();
        progress.println("message " + intent + ": " + methodName + ", value " + value.format());
        String shown = "";
        while (true) {
            JsonNode view = options.call("WaitMessage", Json.text(intent), Json.number(WAIT_SECONDS));
            String state = view.path("waitingFor").asText();
            state = state.isBlank() ? view.path("state").asText() : state;
            if (!state.equals(shown)) {
                progress.println(state);
                progress.flush();
                shown = state;
            }
            if (view.path("over").asBoolean()) {
                return outcome(intent, view);
            }
        }
    }

    /**
     * The request to make under an {@code exid}: the first one that is not known to have ended without effect. So a repeat joins what is
     * under way or done, and only what failed is tried anew.
     */
    private static CommonOptions.Identity attempt(CommonOptions options, String exid) {
        for (long number = 1; number <= MOST_ATTEMPTS; number++) {
            Optional<JsonNode> known = options.find("Message", Json.text(exid + "/" + number));
            if (known.isEmpty() || !endedWithoutEffect(known.get())) {
                return new CommonOptions.Identity(exid, number);
            }
        }
        throw new CliFailure("request " + exid + " has failed " + MOST_ATTEMPTS
                + " times; look at `stream-manager message list`, mend the cause and"
                + " use another --exid");
    }

    private static boolean endedWithoutEffect(JsonNode view) {
        return view.path("over").asBoolean() && (view.path("exitCode").isNull() || view.path("exitCode").asLong() != 0);
    }

    private byte[] outcome(String intent, JsonNode view) {
        if (view.path("exitCode").isNull() || view.path("exitCode").isMissingNode()) {
            String why = view.path("waitingFor").asText();
            throw new CliFailure(methodName + " (message " + intent + ") " + (why.startsWith("failed") ? why : "failed: " + why));
        }
        long exit = view.path("exitCode").asLong();
        if (exit != 0) {
            throw new CliFailure(methodName + " (message " + intent + ") landed with exit code " + ExitCode.describe(exit)
                    + "; see `stream-manager message show " + intent + "`");
        }
        return Bytes.fromBase64(view.path("returnValue").asText("")).toArray();
    }
}
