package io.sealstream.signer.edge.http;

import io.sealstream.schemas.config.HostPort;
import io.sealstream.signer.edge.Listening;
import io.sealstream.signer.keys.WalletException;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in for the command line of the same user on the same machine: loopback only, with a token that is new at each start and stands
 * in a file for its owner alone. Bodies are raw bytes, so that passwords and keys never become strings.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(AdminServer.class);
    private static final HostPort LOOPBACK = new HostPort("127.0.0.1", 0);
    private static final int TOKEN_BYTES = 32;
    private static final int MAX_BODY_BYTES = 80 * 1024;
    private static final int MAX_CALL_SECONDS = 60;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_LARGE = 413;
    private static final int REFUSED = 409;
    private static final int FAILED = 500;

    private final WorkerExecutor worker;
    private final AdminApi api;
    private final byte[] authorization;
    private final HttpServer server;

    private AdminServer(Vertx vertx, AdminApi api, byte[] token) {
        this.worker = vertx.createSharedWorkerExecutor("wallet", 1, MAX_CALL_SECONDS, TimeUnit.SECONDS);
        this.api = api;
        this.authorization = ("Bearer " + HexFormat.of().formatHex(token)).getBytes(StandardCharsets.US_ASCII);
        this.server = Listening.on(vertx.createHttpServer().requestHandler(this::handle), LOOPBACK);
    }

    public static AdminServer start(Vertx vertx, AdminApi api) {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        return new AdminServer(vertx, api, token);
    }

    /** Content of the file that tells the command line where and how. */
    public byte[] description() {
        String token = new String(authorization, StandardCharsets.US_ASCII).substring("Bearer ".length());
        return new JsonObject().put("url", "http://127.0.0.1:" + server.actualPort()).put("token", token).encode()
                .getBytes(StandardCharsets.UTF_8);
    }

    private void handle(HttpServerRequest request) {
        String given = Optional.ofNullable(request.getHeader("authorization")).orElse("");
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization)) {
            refuse(request, UNAUTHORIZED, "the token is missing or wrong");
            return;
        }
        String length = Optional.ofNullable(request.getHeader("content-length")).orElse("0");
        if (!HttpMethod.POST.equals(request.method()) || !length.matches("[0-9]{1,5}")
                || Integer.parseInt(length) > MAX_BODY_BYTES) {
            refuse(request, TOO_LARGE, "the body must be a POST of at most " + MAX_BODY_BYTES + " bytes with its length named");
            return;
        }
        request.body().onSuccess(body -> work(request, body))
                .onFailure(e -> LOGGER.atWarn().setCause(e).log("Admin request broke off"));
    }

    private void work(HttpServerRequest request, Buffer body) {
        byte[] bytes = body.getBytes();
        wipe(body);
        worker.executeBlocking(() -> {
            try {
                return api.call(String.valueOf(request.path()), bytes);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }).onSuccess(answer -> {
            Buffer out = Buffer.buffer(answer);
            Arrays.fill(answer, (byte) 0);
            request.response().end(out).onComplete(sent -> wipe(out));
        }).onFailure(e -> fail(request, e));
    }

    private static void fail(HttpServerRequest request, Throwable e) {
        if (e instanceof WalletException refused) {
            refuse(request, REFUSED, refused.sentence());
        } else {
            LOGGER.atError().addKeyValue("path", request.path()).setCause(e).log("Admin request failed");
            refuse(request, FAILED, "the wallet failed: " + e + "; its log has the details");
        }
    }

    private static void refuse(HttpServerRequest request, int status, String sentence) {
        request.response().setStatusCode(status).end(sentence);
    }

    private static void wipe(Buffer buffer) {
        for (int i = 0; i < buffer.length(); i++) {
            buffer.setByte(i, (byte) 0);
        }
    }

    @Override
    public void close() {
        Listening.stop(server);
        worker.close();
    }
}
