package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sealstream.rpc.MethodTable.Entry;
import io.vertx.core.AsyncResult;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JSON-RPC server for one path of an HTTP server: POST answers one request or a batch, an upgrade to WebSocket opens a connection with
 * channels. Codes, texts and HTTP statuses of errors are those of go-jsonrpc ({@code handler.go}, {@code server.go}). Mount it with {@code request -> server.handle(request)}, or in a router with {@code route.handler(c -> server.handle(c.request()))}
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
    private static final int INTERNAL_ERROR = 500;
    /** More requests in one body are refused. */
    private static final int MAX_BATCH = 100;

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
        methods.add(name, new Entry.Answering(Optional.of(permission), least, most, method));
        return this;
    }

    /** Adds a method that answers everybody, also callers without a token. */
    public JsonRpcServer open(String name, int params, RpcMethod method) {
        methods.add(name, new Entry.Answering(Optional.empty(), params, params, method));
        return this;
    }

    /** Adds a method whose result is a channel. */
    public JsonRpcServer stream(String name, Permission permission, int params, RpcStream stream) {
        methods.add(name, new Entry.Streaming(Optional.of(permission), params, params, stream));
        return this;
    }

    /** Serves one HTTP request, to its end. */
    @Override
    public void handle(HttpServerRequest request) {
        Bearer bearer;
        try {
            bearer = authorizer.bearer(token(request));
        } catch (RpcException e) {
            refuse(request, UNAUTHORIZED, RpcException.of(String.valueOf(e.getMessage())));
            return;
        }
        if (request.headers().contains(HttpHeaders.UPGRADE, "websocket", true)) {
            request.toWebSocket()
                    .onSuccess(socket -> new ServerConnection(vertx, this, bearer, socket).start())
                    .onFailure(e -> LOGGER.atDebug().addKeyValue("remote", remote(request)).setCause(e).log("WebSocket refused"));
        } else if (request.method().equals(HttpMethod.POST)) {
            readBody(request).onSuccess(body -> answer(request, bearer, body));
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
                refuse(request, new RpcException(RpcException.PARSE_ERROR,
                        "request bigger than maximum " + MAX_BODY_BYTES + " allowed"));
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

    private void answer(HttpServerRequest http, Bearer bearer, Buffer body) {
        Promise<Void> gone = Promise.promise();
        http.response().closeHandler(closed -> gone.tryComplete());
        try {
            JsonNode json = Wire.parse(body.toString(StandardCharsets.UTF_8));
            if (json.isArray()) {
                batch(json, bearer, http, gone.future());
            } else {
                Wire.Request request = Wire.request(json);
                call(request, context(request, bearer, http, gone.future()))
                        .onComplete(done -> send(http, done.succeeded() ? OK : status(done.cause()), answer(request, done)));
            }
        } catch (RpcException e) {
            refuse(http, e);
        }
    }

    /** Requests one after the other; their answers in the same order, notifications left out. */
    private void batch(JsonNode items, Bearer bearer, HttpServerRequest http, Future<Void> gone) {
        if (items.isEmpty() || items.size() > MAX_BATCH) {
            throw new RpcException(RpcException.INVALID_REQUEST, "Invalid request: a batch has 1 to " + MAX_BATCH + " requests");
        }
        List<Wire.Request> requests = new ArrayList<>();
        items.forEach(item -> requests.add(Wire.request(item)));
        List<String> answers = new ArrayList<>();
        Future<Void> all = Future.succeededFuture();
        for (Wire.Request request : requests) {
            all = all.compose(before -> call(request, context(request, bearer, http, gone)).transform(done -> {
                answer(request, done).ifPresent(answers::add);
                return Future.succeededFuture();
            }));
        }
        all.onComplete(done -> send(http, OK,
                answers.isEmpty() ? Optional.empty() : Optional.of("[" + String.join(",", answers) + "]")));
    }

    private static CallContext context(Wire.Request request, Bearer bearer, HttpServerRequest http,
            Future<Void> gone) {
        return new CallContext(request.method(), remote(http), bearer, gone);
    }

    /** What a call answers; nothing for a notification. */
    private static Optional<String> answer(Wire.Request request, AsyncResult<JsonNode> done) {
        if (request.notification()) {
            return Optional.empty();
        }
        if (done.succeeded()) {
            return Optional.of(Wire.result(request.id(), done.result()));
        }
        RpcException failure = Wire.failure(done.cause());
        return Optional.of(Wire.error(request.id(), failure.code(), String.valueOf(failure.getMessage())));
    }

    /** Errors of a method travel with status 200, errors of the protocol do not. */
    private static int status(Throwable cause) {
        return switch (Wire.failure(cause).code()) {
            case RpcException.INVALID_REQUEST -> BAD_REQUEST;
            case RpcException.PARSE_ERROR, RpcException.METHOD_NOT_FOUND, RpcException.INVALID_PARAMS -> INTERNAL_ERROR;
            default -> OK;
        };
    }

    private Future<JsonNode> call(Wire.Request request, CallContext context) {
        try {
            Entry entry = find(request, context.permissions());
            return switch (entry) {
                case Entry.Answering answering -> run(answering, request, context);
                case Entry.Streaming streaming -> Future.failedFuture(new RpcException(RpcException.METHOD_NOT_FOUND, "method '"
                        + request.method() + "' not supported in this mode (no out channel support); use a WebSocket"));
            };
        } catch (RpcException e) {
            return Future.failedFuture(e);
        }
    }

    Entry find(Wire.Request request, Set<Permission> permissions) {
        return methods.find(request, permissions);
    }

    /** Runs a method; whatever it throws becomes a failed future. */
    static Future<JsonNode> run(Entry.Answering entry, Wire.Request request, CallContext context) {
        Future<? extends JsonNode> answer;
        try {
            answer = entry.method().call(request.positional(), context);
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

    private static void refuse(HttpServerRequest request, RpcException e) {
        refuse(request, status(e), e);
    }

    private static void refuse(HttpServerRequest request, int status, RpcException e) {
        send(request, status, Optional.of(Wire.error(MissingNode.getInstance(), e.code(), String.valueOf(e.getMessage()))));
    }

    private static void send(HttpServerRequest request, int status, Optional<String> json) {
        if (request.response().closed() || request.response().ended()) {
            return;
        }
        if (json.isEmpty()) {
            request.response().setStatusCode(NO_CONTENT).end();
        } else {
            request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON_TYPE).end(json.get());
        }
    }

    /** The token of a header or of the query. A header that is no bearer token gives an empty one, which no server knows. */
    private static Optional<String> token(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length())) {
            return Optional.of(header.substring("Bearer ".length()).strip());
        }
        return header == null ? Optional.ofNullable(request.getParam("token")) : Optional.of("");
    }

    private static String remote(HttpServerRequest request) {
        return String.valueOf(request.remoteAddress());
    }
}
