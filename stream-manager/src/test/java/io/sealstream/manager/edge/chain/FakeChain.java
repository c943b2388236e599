package io.sealstream.manager.edge.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.Cid;
import io.sealstream.rpc.Authorizer;
import io.sealstream.rpc.ChannelSink;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.JsonRpcServer;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcClientOptions;
import io.sealstream.rpc.RpcException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A chain node over real HTTP and WebSocket that answers what a test tells it, in the JSON shapes of chain.md section 3. */
public final class FakeChain implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    /** One call as it arrived. */
    record Call(String method, JsonNode params) {}

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Function<JsonNode, JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<ChannelSink> listeners = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    final List<Call> calls = new CopyOnWriteArrayList<>();

    /** Serves the given methods; each must be told an answer before it is called. */
    public FakeChain(String... methods) {
        JsonRpcServer rpc = new JsonRpcServer(vertx, Authorizer.open());
        for (String method : methods) {
            rpc.method("Filecoin." + method, Permission.READ, 0, 9, (params, context) -> {
                calls.add(new Call(method, params));
                return Future.succeededFuture(answers.getOrDefault(method, each -> {
                    throw RpcException.of("no answer prepared for " + method);
                }).apply(params));
            });
        }
        rpc.stream("Filecoin.ChainNotify", Permission.READ, 0, (params, context, sink) -> {
            listeners.add(sink);
            ArrayNode current = JSON.createArrayNode();
            current.add(change("current", answers.getOrDefault("ChainHead", each -> JSON.nullNode()).apply(params)));
            sink.send(current);
            return Future.succeededFuture();
        });
        this.server = vertx.createHttpServer(JsonRpcServer.httpOptions()).requestHandler(rpc).listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture().join();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/rpc/v1");
    }

    public Vertx vertx() {
        return vertx;
    }

    ChainNode node() {
        return new VertxChainNode(JsonRpcClient.http(vertx, RpcClientOptions.of(url(), Optional.empty())));
    }

    public FakeChain answer(String method, String json) {
        JsonNode value = parse(json);
        answers.put(method, params -> value);
        return this;
    }

    FakeChain answer(String method, Function<JsonNode, JsonNode> answer) {
        answers.put(method, answer);
        return this;
    }

    public FakeChain refuse(String method, String message) {
        answers.put(method, params -> {
            throw RpcException.of(message);
        });
        return this;
    }

    /** Sends changes to all who listen. */
    void notifyListeners(List<JsonNode> changes) {
        ArrayNode value = JSON.createArrayNode();
        changes.forEach(value::add);
        listeners.forEach(each -> each.send(value));
    }

    /** Closes every channel, as a node does that restarts. */
    void dropListeners() {
        List<ChannelSink> gone = List.copyOf(listeners);
        listeners.removeAll(gone);
        gone.forEach(ChannelSink::close);
    }

    /** Params of the last call of a method, as JSON text. */
    String lastParams(String method) {
        return calls.stream().filter(each -> each.method().equals(method)).reduce((a, b) -> b).orElseThrow().params().toString();
    }

    long count(String method) {
        return calls.stream().filter(each -> each.method().equals(method)).count();
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static ObjectNode change(String type, JsonNode tipset) {
        ObjectNode change = JSON.createObjectNode();
        change.put("Type", type);
        change.set("Val", tipset);
        return change;
    }

    public static Cid cid(String name) {
        return Cid.ofCbor(name.getBytes(StandardCharsets.UTF_8));
    }

    /** A tipset named {@code name} at {@code height}; the fields that the edge reads. */
    public static ObjectNode tipset(String name, long height, String parent) {
        ObjectNode tipset = JSON.createObjectNode();
        tipset.putArray("Cids").add(link(name));
        ObjectNode block = tipset.putArray("Blocks").addObject();
        block.put("Miner", "f01000");
        block.putArray("Parents").add(link(parent));
        block.put("Height", height);
        block.put("Timestamp", 1_700_000_000L + height * 30);
        block.put("ParentBaseFee", "100");
        tipset.put("Height", height);
        return tipset;
    }

    static ObjectNode link(String name) {
        return JSON.createObjectNode().put("/", cid(name).toString());
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
