package io.sealstream.manager.edge.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.manager.query.MessageView;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.LaneAction;
import io.sealstream.schemas.avro.OrderLane;
import io.sealstream.schemas.avro.Purpose;
import io.sealstream.schemas.avro.SendMessage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Methods that send a message for an operator and wait for its fate, and that act on messages and lanes. */
final class MessageMethods {
    /** Epochs on top of the landing tipset before an operator's message counts as final. */
    private static final int CONFIDENCE = 5;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** The key address of an account: asked of the chain for id addresses. */
    interface Senders {
        /**
         * The key address.
         *
         * @throws RpcFault when the chain does not know the account
         */
        Address keyOf(Address account);
    }

    private final CommandGateway gateway;
    private final ManagerQueries queries;
    private final Senders senders;
    private final ObjectMapper json;
    private final CountDownLatch closed = new CountDownLatch(1);

    MessageMethods(CommandGateway gateway, ManagerQueries queries, Senders senders, ObjectMapper json) {
        this.gateway = gateway;
        this.queries = queries;
        this.senders = senders;
        this.json = json;
    }

    Map<String, EdgeMethod> all() {
        return Map.of("SendMessage", this::sendMessage, "WaitMessage", this::waitMessage, "ActOnMessage", this::actOnMessage,
                "ActOnLane", this::actOnLane);
    }

    /**
     * {@code SendMessage(client, number, from, to, value, method, methodName, params, maxFee)}: puts an intent into the lane of the
     * sender. Answers {@code {"intent": id}}; the id is client and number, so a repeat is the same intent.
     */
    private JsonNode sendMessage(Params params) {
        params.atMost(9);
        String client = params.name(0, "client");
        long number = params.number(1, "number", 1);
        Address sender = senders.keyOf(params.address(2, "from"));
        TokenAmount value = params.amount(4, "value");
        if (value.isNegative()) {
            throw new RpcFault(RpcFault.BAD_PARAMS, "parameter 5 (value) is negative");
        }
        String intent = client + "/" + number;
        SendMessage.Builder message = SendMessage.newBuilder().setMiner(null).setSender(sender.toString()).setIntent(intent)
                .setPurpose(Purpose.OPERATOR).setTo(params.address(3, "to").toString()).setValue(value.toString())
                .setMethod(params.number(5, "method", 0)).setMethodName(params.name(6, "methodName"))
                .setParams(ByteBuffer.wrap(bytes(params).toArray())).setMaxFee(params.amount(8, "maxFee").toString())
                .setUrgent(false)
                .setValidUntil(0).setConfidence(CONFIDENCE);
        JsonNode answer = JsonNodeFactory.instance.objectNode().put("intent", intent);
        gateway.ask(Topics.MESSAGE_COMMAND, sender.toString(), client, number, request -> message.setRequest(request).build(),
                () -> isKnown(intent) ? Optional.of(answer) : Optional.empty());
        return answer;
    }

    /**
     * {@code ActOnMessage(client, number, intent, action, reason[, maxFee])}: RESEND, REPLACE or CANCEL. {@code maxFee} is for REPLACE: most
     * the whole message may cost from now on.
     */
    private JsonNode actOnMessage(Params params) {
        params.atMost(6);
        String intent = params.name(2, "intent");
        LaneAction action = params.choice(3, "action", List.of(LaneAction.RESEND, LaneAction.REPLACE, LaneAction.CANCEL));
        if (params.has(5) && action != LaneAction.REPLACE) {
            throw new RpcFault(RpcFault.BAD_PARAMS, "parameter 6 (maxFee) is for REPLACE only, not for " + action);
        }
        MessageView view = queries.message(intent).orElseThrow(() -> new RpcFault(RpcFault.NOT_FOUND,
                "no message intent " + intent + " is known; check the id with Sealstream.Messages"));
        return order(params, view.sender(), intent, action, params.has(5) ? params.amount(5, "maxFee").toString() : null);
    }

    /** {@code ActOnLane(client, number, sender, action, reason)}: PAUSE or RESUME. */
    private JsonNode actOnLane(Params params) {
        params.atMost(5);
        Address sender = senders.keyOf(params.address(2, "sender"));
        return order(params, sender.toString(), "", params.choice(3, "action", List.of(LaneAction.PAUSE, LaneAction.RESUME)),
                null);
    }

    private JsonNode order(Params params, String sender, String intent, LaneAction action, @Nullable String maxFee) {
        String reason = params.name(4, "reason");
        return gateway.ask(Topics.MESSAGE_COMMAND, sender, params.name(0, "client"), params.number(1, "number", 1),
                request -> OrderLane.newBuilder().setRequest(request).setSender(sender).setIntent(intent).setAction(action)
                        .setReason(reason).setMaxFee(maxFee).build());
    }

    private boolean isKnown(String intent) {
        try {
            return queries.message(intent).isPresent();
        } catch (ManagerQueries.StoresNotReady e) {
            return false;
        }
    }

    private static Bytes bytes(Params params) {
        if (!params.has(7)) {
            return Bytes.EMPTY;
        }
        try {
            return Bytes.fromBase64(params.text(7, "params"));
        } catch (CodecException e) {
            throw new RpcFault(RpcFault.BAD_PARAMS, "parameter 8 (params) is not base64");
        }
    }

    /**
     * {@code WaitMessage(intent, seconds)}: the intent as soon as it is over, or as it is after that time (at most 60 s); the caller asks
     * again.
     */
    private JsonNode waitMessage(Params params) {
        params.atMost(2);
        String intent = params.name(0, "intent");
        long end = System.nanoTime() + Math.min(LONGEST_WAIT.toNanos(), TimeUnit.SECONDS.toNanos(params.number(1, "seconds", 0)));
        while (true) {
            Optional<MessageView> view = queries.message(intent);
            boolean last = System.nanoTime() - end >= 0;
            if (view.isPresent() && (view.get().isOver() || last)) {
                return json.valueToTree(view.get());
            }
            if (last) {
                throw new RpcFault(RpcFault.NOT_FOUND,
                        "no message intent " + intent + " is known; check the id with Sealstream.Messages");
            }
            rest();
        }
    }

    private void rest() {
        try {
            if (closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new RpcFault(RpcFault.NOT_READY, "the manager is stopping; ask again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcFault(RpcFault.NOT_READY, "the manager is stopping; ask again");
        }
    }

    void close() {
        closed.countDown();
    }
}
