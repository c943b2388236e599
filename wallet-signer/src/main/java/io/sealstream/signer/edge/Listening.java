package io.sealstream.signer.edge;

import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.HostPort;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Binds and unbinds HTTP servers while a process starts and ends; never called on an event loop. */
public final class Listening {
    private static final long PATIENCE_SECONDS = 10;

    private Listening() {}

    /**
     * Binds.
     *
     * @throws ConfigException where the address is not free or not ours
     */
    public static HttpServer on(HttpServer server, HostPort address) {
        try {
            return wait(server.listen(address.port(), address.host()));
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ConfigException(
                    "cannot listen on " + address + " (" + cause.getMessage() + "); choose another address or free this one");
        }
    }

    /** Unbinds and closes its connections. */
    public static void stop(HttpServer server) {
        wait(server.close());
    }

    private static <T> T wait(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
