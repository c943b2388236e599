package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sealstream.rpc.MethodTable.Entry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JSON-RPC server for one path of an HTTP server: POST answers one request, an upgrade to WebSocket opens a connection with
 * channels. Mount it with {@code request -> server.handle(request)}, or in a router with {@code route.handler(c -> server.handle(c.request()))}
 * before any body handler. Make the HTTP server with {@link #httpOptions}, which bounds WebSocket messages. Thread-safe once methods are in.
 */
public final class JsonRpcServer implements Handler<HttpServerRequest> {
    /** Bound of a request body or WebSocket message that serves every call we know (a message with a batch of proofs is below 1 MiB). */
    public static final int MAX_BODY_BYTES = 8 << 20;
    private static final Logger LOGGER = LoggerFactory.getLogger(JsonRpcServer.class);
    private static final String JSON_TYPE = "application/json";
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;

    private final Vertx vertx;
    private final Authorizer authorizer;
    private final MethodTable methods = new MethodTable();

    public JsonRpcServer(Vertx vertx, Authorizer authorizer) {
        this.vertx = vertx;
        this.authorizer = authorizer;
    }

    /** Options of an HTTP server that can carry this server. */
    public static HttpServerOptions httpOptions() {
        return new HttpServerOptions().setMaxWebSocketMessageSize(MAX_BODY_BYTES).setMaxWebSocketFrameSize(MAX_BODY_BYTES);
    }

    /** Adds {@code Namespace.Method} with a fixed number of parameters. */
    public JsonRpcServer method(String name, Permission permission, int params, RpcMethod method) {
        return method(name, permission, params, params, method);
    }

    /** Adds {@code Namespace.Method} with {@code least} to {@code most} parameters. */
    public JsonRpcServer method(String name, Permission permission, int least, int most, RpcMethod method) {
        methods.add(name, new Entry.Answering(permission, least, most, method));
        return this;
    }

    /** Adds a method whose result is a channel. */
    public JsonRpcServer stream(String name, Permission permission, int params, RpcStream stream) {
        methods.add(name, new Entry.Streaming(permission, params, params, stream));
        return this;
    }

    /** Serves one HTTP request, to its end. */
    @Override
    public void handle(HttpServerRequest request) {
        Set<Permission> permissions;
        try {
            permissions = authorizer.permissions(token(request));
        } catch (RpcException e) {
            refuse(request, UNAUTHORIZED, RpcException.of(String.valueOf(e.getMessage())));
            return;
        }
        if (request.headers().contains(HttpHeaders.UPGRADE, "websocket", true)) {
            request.toWebSocket()
                    .onSuccess(socket -> new ServerConnection(vertx, this, permissions, socket).start())
                    .onFailure(e -> LOGGER.atDebug().addKeyValue("remote", remote(request)).setCause(e).log("WebSocket refused"));
        } else if (request.method().equals(HttpMethod.POST)) {
            readBody(request).onSuccess(body -> answer(request, permissions, body));
        } else {
            refuse(request, METHOD_NOT_ALLOWED, new RpcException(RpcException.INVALID_REQUEST,
                    "use POST with a JSON-RPC 2.0 request, or a WebSocket"));
        }
    }

    /** The body; never completes when it is too large or breaks off, because then the request is already answered or gone. */
    private Future<Buffer> readBody(HttpServerRequest request) {
        Promise<Buffer> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        request.exceptionHandler(
                e -> LOGGER.atDebug().addKeyValue("remote", remote(request)).setCause(e).log("Request broke off"));
        request.handler(chunk -> {
            if (request.response().ended()) {
                return;
            }
            if (body.length() + chunk.length() > MAX_BODY_BYTES) {
                if (request.version() != HttpVersion.HTTP_2) {
                    request.response().putHeader(HttpHeaders.CONNECTION, "close");
                }
                refuse(request, TOO_LARGE, new RpcException(RpcException.INVALID_REQUEST,
                        "the body is larger than " + MAX_BODY_BYTES + " bytes"));
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            if (!request.response().ended()) {
                promise.complete(body);
            }
        });
        return promise.future();
    }

    private void answer(HttpServerRequest http, Set<Permission> permissions, Buffer body) {
        Wire.Request request;
        try {
            request = Wire.request(Wire.parse(body.toString(StandardCharsets.UTF_8)));
        } catch (RpcException e) {
            refuse(http, BAD_REQUEST, e);
            return;
        }
        Promise<Void> gone = Promise.promise();
        http.response().closeHandler(closed -> gone.tryComplete());
        CallContext context = new CallContext(request.method(), remote(http), permissions, gone.future());
        call(request, context).onComplete(done -> {
            if (http.response().closed() || http.response().ended()) {
                return;
            }
            if (request.notification()) {
                http.response().setStatusCode(NO_CONTENT).end();
            } else if (done.succeeded()) {
                send(http, OK, Wire.result(request.id(), done.result()));
            } else {
                RpcException failure = Wire.failure(done.cause());
                send(http, OK, Wire.error(request.id(), failure.code(), String.valueOf(failure.getMessage())));
            }
        });
    }

    private Future<JsonNode> call(Wire.Request request, CallContext context) {
        try {
            Entry entry = find(request, context.permissions());
            return switch (entry) {
                case Entry.Answering answering -> run(answering, request, context);
                case Entry.Streaming streaming -> Future.failedFuture(new RpcException(RpcException.METHOD_NOT_FOUND,
                        "method '" + request.method() + "' needs a WebSocket: its result is a channel"));
            };
        } catch (RpcException e) {
            return Future.failedFuture(e);
        }
    }

    Entry find(Wire.Request request, Set<Permission> permissions) {
        return methods.find(request.method(), request.params(), permissions);
    }

    /** Runs a method; whatever it throws becomes a failed future. */
    static Future<JsonNode> run(Entry.Answering entry, Wire.Request request, CallContext context) {
        Future<? extends JsonNode> answer;
        try {
            answer = entry.method().call(request.params(), context);
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        return answer.<JsonNode>map(result -> result).onFailure(e -> log(request.method(), e));
    }

    /** An error of a known code is an answer; anything else may be a bug and must be findable. */
    static void log(String method, Throwable e) {
        if (!(e instanceof RpcException)) {
            LOGGER.atWarn().addKeyValue("method", method).setCause(e).log("Call failed");
        }
    }

    private static void refuse(HttpServerRequest request, int status, RpcException e) {
        send(request, status, Wire.error(MissingNode.getInstance(), e.code(), String.valueOf(e.getMessage())));
    }

    private static void send(HttpServerRequest request, int status, String json) {
        request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON_TYPE).end(json);
    }

    private static Optional<String> token(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length())) {
            return Optional.of(header.substring("Bearer ".length()).strip());
        }
        return Optional.ofNullable(request.getParam("token"));
    }

    private static String remote(HttpServerRequest request) {
        return String.valueOf(request.remoteAddress());
    }
}
