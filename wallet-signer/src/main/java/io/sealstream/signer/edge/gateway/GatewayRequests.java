package io.sealstream.signer.edge.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.signer.domain.Caller;
import io.sealstream.signer.signing.Answer;
import io.sealstream.signer.signing.Ask;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one session. Every request gets an answer, if only a reason: a gateway waits five minutes for one. On the
 * session's event loop.
 */
final class GatewayRequests {
    private static final Logger LOGGER = LoggerFactory.getLogger(GatewayRequests.class);
    /** A gateway sends at most 30 at once. */
    private static final int MAX_OUTSTANDING = 100;
    private static final String LIST = "WalletList";
    private static final String SIGN = "WalletSign";

    private final GatewayAddress gateway;
    private final GatewayParts parts;
    private final Session session;
    private final Function<ObjectNode, Future<JsonNode>> respond;

    /** @param respond sends an answer */
    GatewayRequests(GatewayAddress gateway, GatewayParts parts, Session session, Function<ObjectNode, Future<JsonNode>> respond) {
        this.gateway = gateway;
        this.parts = parts;
        this.session = session;
        this.respond = respond;
    }

    void answer(GatewayEvent event) {
        try {
            switch (event.method()) {
                case LIST -> list(event);
                case SIGN -> sign(event);
                default -> refuse(event, "other", "this wallet knows " + LIST + " and " + SIGN + " only");
            }
        } catch (CodecException e) {
            refuse(event, event.method(), "the request does not decode: " + e.getMessage());
        }
    }

    private void list(GatewayEvent event) {
        List<Address> keys = parts.keys().addresses();
        session.listed(keys);
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        keys.forEach(key -> list.add(key.toString()));
        send(LIST, "ok", event.value(list));
    }

    private void sign(GatewayEvent event) {
        if (session.outstanding >= MAX_OUTSTANDING) {
            refuse(event, SIGN, MAX_OUTSTANDING + " requests wait already");
            return;
        }
        Ask ask = ask(event);
        session.outstanding++;
        Future.fromCompletionStage(parts.desk().sign(ask), Vertx.currentContext()).onComplete(done -> {
            session.outstanding--;
            if (done.failed()) {
                refuse(event, SIGN, "the signer failed: " + done.cause().getMessage());
                return;
            }
            switch (done.result()) {
                case Answer.Signed signed ->
                    send(SIGN, "ok", event.value(FilecoinJson.write(Signature.SHAPE, signed.signature())));
                case Answer.Refused refused -> refuse(event, SIGN, refused.reason());
            }
        });
    }

    /** A repeated request has the same id, and so gets the recorded answer. */
    private Ask ask(GatewayEvent event) {
        JsonNode content = event.content();
        JsonNode meta = content.path("Meta");
        Caller caller = new Caller(Caller.Way.GATEWAY, gateway.name());
        Address signer = FilecoinJson.read(Shapes.ADDRESS, content.path("Signer"));
        return new Ask(caller.text() + "/" + event.id(), caller, signer.toString(), meta.path("Type").asText(""),
                FilecoinJson.read(Shapes.BYTES, content.path("ToSign")), FilecoinJson.read(Shapes.BYTES, meta.path("Extra")),
                Optional.of(session.challenge));
    }

    private void refuse(GatewayEvent event, String method, String reason) {
        LOGGER.atWarn().addKeyValue("api hub", gateway).addKeyValue("method", event.method()).addKeyValue("reason", reason)
                .log("Request of the gateway refused");
        send(method, "refused", event.error(reason));
    }

    private void send(String method, String outcome, ObjectNode answer) {
        respond.apply(answer).onSuccess(taken -> parts.metrics().answered(gateway.address(), method, outcome)).onFailure(e -> {
            parts.metrics().answered(gateway.address(), method, "failed");
            LOGGER.atWarn().addKeyValue("api hub", gateway).addKeyValue("problem", e.getMessage())
                    .log("The gateway did not take an answer; it repeats the request if it still wants one");
        });
    }
}
