package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Calls by POST. */
final class HttpJsonRpcClient implements JsonRpcClient {
    private static final int CONNECTIONS = 16;
    private static final int WAITING_CALLS = 1_000;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int IDLE_SECONDS = 20;
    private static final int UNAUTHORIZED = 401;

    private final RpcClientOptions options;
    private final HttpClient client;
    private final AtomicLong ids = new AtomicLong();

    HttpJsonRpcClient(Vertx vertx, RpcClientOptions options) {
        this.options = options;
        // Kept shorter than usual servers keep idle connections, so that a call does not meet one that is just being closed.
        HttpClientOptions http = new HttpClientOptions().setSsl(options.tls()).setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setKeepAliveTimeout(IDLE_SECONDS);
        this.client = vertx.createHttpClient(http,
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING_CALLS));
    }

    @Override
    public Future<JsonNode> call(String method, List<? extends JsonNode> params) {
        RequestOptions request = new RequestOptions().setMethod(HttpMethod.POST).setHost(options.url().getHost())
                .setPort(options.port())
                .setURI(options.pathAndQuery()).setTimeout(options.callTimeout().toMillis())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        options.token().ifPresent(token -> request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token));
        Buffer body = Buffer.buffer(Wire.call(ids.incrementAndGet(), method, params));
        // Reading begins inside the first step, on the connection's event loop: a caller from another thread would come too late for the body.
        return client.request(request).compose(opened -> opened.send(body).compose(this::read))
                .timeout(options.callTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(e -> Future.failedFuture(e instanceof RpcException ? e : unavailable(method, e)));
    }

    private Future<JsonNode> read(HttpClientResponse response) {
        Promise<JsonNode> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(promise::tryFail);
        response.handler(chunk -> {
            if (body.length() + chunk.length() > options.maxMessage()) {
                promise.tryFail(RpcException.of("the answer is larger than " + options.maxMessage() + " bytes"));
                response.request().reset();
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> {
            try {
                promise.tryComplete(result(response.statusCode(), body.toString(StandardCharsets.UTF_8)));
            } catch (RpcException | RpcUnavailableException e) {
                promise.tryFail(e);
            }
        });
        return promise.future();
    }

    private static JsonNode result(int status, String text) {
        if (status == UNAUTHORIZED) {
            throw RpcException.of("the server refuses our token (HTTP 401); check it");
        }
        JsonNode answer;
        try {
            answer = Wire.parse(text);
        } catch (RpcException e) {
            throw new RpcUnavailableException("HTTP " + status + " without JSON; is it a JSON-RPC server?", e);
        }
        return Answers.result(answer);
    }

    private RpcUnavailableException unavailable(String method, Throwable e) {
        return new RpcUnavailableException(method + " at " + options.url() + " got no answer: " + Wire.failure(e).getMessage(),
                e);
    }

    @Override
    public void close() {
        client.close();
    }
}
