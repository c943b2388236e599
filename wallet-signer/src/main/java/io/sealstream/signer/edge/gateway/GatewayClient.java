package io.sealstream.signer.edge.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.JsonRpcSocket;
import io.sealstream.schemas.runtime.HealthState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this wallet registered at one gateway: opens the channel, proves the keys, and begins again whenever that ends. All of its state
 * lives on one event loop; {@link #reconcile} compares what is with what should be and takes the next step, so it may be called at any time.
 *
 * <pre>
 * not connected ──► connected ──► channel open, keys being proven ──► registered
 *       ▲               ▲                      │                          │
 *       └── lost ───────┴── refused, pause ────┴──── channel closed ──────┘
 * </pre>
 *
 * <p>A locked wallet with keys cannot prove them, so it stays connected, says why it waits, and registers when it is unlocked.
 */
final class GatewayClient implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(GatewayClient.class);
    /** A gateway that does not accept us by then is asked anew: it gives each proof five minutes. */
    private static final Duration REGISTRATION = Duration.ofMinutes(10);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final String LOCKED = "the wallet is locked and cannot prove its keys; it registers once it is unlocked";

    private final Vertx vertx;
    private final GatewayAddress gateway;
    private final GatewayParts parts;
    private final Context context;
    private @Nullable JsonRpcSocket socket;
    private @Nullable Session session;
    private boolean connected;
    private boolean pausing;
    private boolean closed;
    private int failures;
    private String said = "";

    GatewayClient(Vertx vertx, GatewayAddress gateway, GatewayParts parts) {
        this.vertx = vertx;
        this.gateway = gateway;
        this.parts = parts;
        this.context = vertx.getOrCreateContext();
    }

    GatewayClient start() {
        waiting("not connected yet");
        context.runOnContext(now -> {
            JsonRpcSocket opened = JsonRpcClient.webSocket(vertx, gateway.options());
            socket = opened;
            opened.onConnect(() -> {
                connected = true;
                reconcile();
            });
            opened.onDisconnect(this::offline);
        });
        return this;
    }

    /** Lock state, keys or accounts changed: takes the next step if there is one. From any thread. */
    void changed() {
        context.runOnContext(now -> reconcile());
    }

    private void offline(String why) {
        connected = false;
        if (session != null) {
            failures++;
            end();
        }
        waiting(why);
    }

    private void reconcile() {
        Session current = session;
        if (closed || !connected || pausing) {
            return;
        }
        if (current == null) {
            if (parts.keys().isLocked() && !parts.keys().addresses().isEmpty()) {
                sayLocked();
            } else {
                register();
            }
        } else if (current.channel != null && !current.announcing) {
            announceChanges(current);
        }
    }

    private void sayLocked() {
        if (!said.equals(LOCKED)) {
            LOGGER.atWarn().addKeyValue("api hub", gateway).log("Not registered at the gateway: " + LOCKED);
        }
        waiting(LOCKED);
    }

    private void register() {
        Session fresh = new Session();
        session = fresh;
        waiting("registering");
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        ArrayNode accounts = policy.putArray("SupportAccounts");
        parts.accounts().all().forEach(accounts::add);
        policy.put("SignBytes", fresh.challenge.toBase64());
        GatewayRequests requests = new GatewayRequests(gateway, parts, fresh, this::respond);
        socket().subscribe("Gateway.ListenWalletEvent", List.of(policy), event -> received(fresh, requests, event),
                why -> ended(fresh, why))
                .onSuccess(subscription -> fresh.subscription = subscription)
                .onFailure(e -> ended(fresh, "it refuses the registration: " + e.getMessage()));
        vertx.setTimer(REGISTRATION.toMillis(), late -> {
            if (fresh.channel == null) {
                ended(fresh, "it did not accept the registration in " + REGISTRATION.toMinutes() + " minutes");
            }
        });
    }

    private void received(Session from, GatewayRequests requests, JsonNode json) {
        if (from != session) {
            return;
        }
        try {
            GatewayEvent event = GatewayEvent.of(json);
            if (event.method().equals("InitConnect")) {
                registered(from, event);
            } else {
                requests.answer(event);
            }
        } catch (CodecException e) {
            LOGGER.atWarn().addKeyValue("api hub", gateway).addKeyValue("problem", e.getMessage())
                    .log("The gateway sent what is no request");
        }
    }

    private void registered(Session accepted, GatewayEvent event) {
        JsonNode channel = event.content().path("ChannelId");
        if (!channel.isTextual()) {
            throw CodecException.of("InitConnect without a ChannelId");
        }
        accepted.channel = channel.textValue();
        failures = 0;
        said = "";
        LOGGER.atInfo().addKeyValue("api hub", gateway).log("connect to server {}", accepted.channel);
        parts.health().accept(HealthState.up(part(), parts.clock().instant()));
        parts.metrics().registered(gateway.address(), true);
        reconcile();
    }

    /** Tells the gateway of keys that came or went since it asked for the list; one call at a time. */
    private void announceChanges(Session current) {
        List<Address> keys = parts.keys().addresses();
        List<Address> missing = current.missing(keys);
        List<Address> gone = current.gone(keys);
        if (!missing.isEmpty()) {
            announce(current, "AddNewAddress", missing, () -> current.added(missing));
        } else if (!gone.isEmpty()) {
            announce(current, "RemoveAddress", gone, () -> current.removed(gone));
        }
    }

    private void announce(Session current, String method, List<Address> addresses, Runnable done) {
        current.announcing = true;
        call(method, TextNode.valueOf(String.valueOf(current.channel)), list(addresses)).onSuccess(answer -> {
            LOGGER.atInfo().addKeyValue("api hub", gateway).addKeyValue("addresses", addresses).log("{} at the gateway", method);
            current.announcing = false;
            done.run();
            if (current == session) {
                reconcile();
            }
        }).onFailure(e -> ended(current, method + " failed: " + e.getMessage()));
    }

    /** A session is over without our doing: another one after a pause. */
    private void ended(Session over, String why) {
        if (over != session) {
            return;
        }
        failures++;
        end();
        waiting(why);
        LOGGER.atWarn().addKeyValue("api hub", gateway).addKeyValue("problem", why).log("Registration at the gateway ended");
        pausing = true;
        vertx.setTimer(parts.retry().after(failures).toMillis(), again -> {
            pausing = false;
            reconcile();
        });
    }

    private void end() {
        Session over = session;
        session = null;
        if (over != null) {
            over.cancel();
            parts.metrics().registered(gateway.address(), false);
        }
    }

    private Future<JsonNode> respond(ObjectNode answer) {
        return call("ResponseWalletEvent", answer);
    }

    private Future<JsonNode> call(String method, JsonNode... params) {
        return socket().call("Gateway." + method, params);
    }

    /** Serves one more account here. Succeeds also where the wallet is not registered now: it then names all accounts. */
    Future<Void> support(String account) {
        return whileRegistered("SupportNewAccount", TextNode.valueOf(account));
    }

    /** Announces addresses here; likewise. */
    Future<Void> announce(List<Address> addresses) {
        return whileRegistered("AddNewAddress", list(addresses));
    }

    private Future<Void> whileRegistered(String method, JsonNode param) {
        Promise<Void> promise = Promise.promise();
        context.runOnContext(now -> {
            Session current = session;
            if (current == null || current.channel == null) {
                promise.complete();
            } else {
                call(method, TextNode.valueOf(current.channel), param).<Void>mapEmpty().onComplete(promise);
            }
        });
        return promise.future().recover(e -> Future.failedFuture(new GatewayException(
                "the gateway " + gateway + " refuses " + method + ": " + e.getMessage(), e)));
    }

    private static ArrayNode list(List<Address> addresses) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        addresses.forEach(address -> list.add(address.toString()));
        return list;
    }

    private JsonRpcSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("called before start");
        }
        return socket;
    }

    private void waiting(String why) {
        said = why;
        parts.health().accept(HealthState.waiting(part(), "gateway " + gateway + ": " + why, parts.clock().instant()));
    }

    private String part() {
        return "gateway " + gateway.name();
    }

    /** Ends the connection and waits for that, so that the loop can be stopped afterwards; never called on an event loop. */
    @Override
    public void close() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        context.runOnContext(now -> {
            closed = true;
            end();
            if (socket != null) {
                socket.close();
            }
            // What closing has put on the loop runs before this.
            context.runOnContext(later -> done.complete(true));
        });
        done.completeOnTimeout(false, CLOSING.toSeconds(), TimeUnit.SECONDS).join();
    }
}
