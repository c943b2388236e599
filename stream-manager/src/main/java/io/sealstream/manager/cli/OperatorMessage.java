package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.TokenAmount;
import java.io.PrintWriter;

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

    /**
     * Sends it and waits until it is final; progress goes to {@code progress}.
     *
     * @return the return value of its receipt
     */
    byte[] sendAndWait(CommonOptions options, Surroundings surroundings, CommonOptions.Identity identity, PrintWriter progress) {
        String intent = options.call(surroundings, "SendMessage", Json.text(identity.client()), Json.number(identity.number()),
                Json.text(from.toString()), Json.text(to.toString()), Json.text(value.toString()), Json.number(method),
                Json.text(methodName),
                Json.text(params.toBase64()), Json.text(maxFee.toString())).path("intent").asText();
        progress.println("message " + intent + ": " + methodName + ", value " + value.format());
        String shown = "";
        while (true) {
            JsonNode view = options.call(surroundings, "WaitMessage", Json.text(intent), Json.number(WAIT_SECONDS));
            String state = view.path("state").asText() + "  " + view.path("waitingFor").asText();
            if (!state.equals(shown)) {
                progress.println(state.strip());
                progress.flush();
                shown = state;
            }
            if (view.path("over").asBoolean()) {
                return outcome(intent, view);
            }
        }
    }

    private byte[] outcome(String intent, JsonNode view) {
        if (view.path("exitCode").isNull() || view.path("exitCode").isMissingNode()) {
            throw new CliFailure(methodName + " (message " + intent + ") failed: " + view.path("waitingFor").asText());
        }
        long exit = view.path("exitCode").asLong();
        if (exit != 0) {
            throw new CliFailure(methodName + " (message " + intent + ") landed with exit code " + ExitCode.describe(exit)
                    + "; see `stream-manager message show " + intent + "`");
        }
        return Bytes.fromBase64(view.path("returnValue").asText("")).toArray();
    }
}
