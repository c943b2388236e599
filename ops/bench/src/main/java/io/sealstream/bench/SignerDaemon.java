package io.sealstream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A wallet-signer process with Kafka and JSON-RPC on one wallet, at the standard cost of scrypt, through as many lives as it takes. Its first
 * life chooses the password and is unlocked, the others begin locked.
 */
final class SignerDaemon implements AutoCloseable {
    static final String PASSWORD = "correct horse battery staple";
    private static final String NAME = "signer";
    private static final String LAUNCHER = "wallet-signer";

    private final LocalBroker broker;
    private final Vertx vertx;
    private final Path config;
    private final String token;
    private Child process;
    private @Nullable SignerApi api;

    SignerDaemon(LocalBroker broker, Vertx vertx) {
        this.broker = broker;
        this.vertx = vertx;
        this.config = broker.write("signer.toml", broker.table() + """
                                                                   [network]
                                                                   name = "devnet"
                                                                   [http]
                                                                   listen = "127.0.0.1:0"
                                                                   [signer]
                                                                   home = "wallet"
                                                                   [API]
                                                                   ListenAddress = "/ip4/127.0.0.1/tcp/0/http"
                                                                   """);
        String password = broker.write("password", PASSWORD + "\n").toString();
        process = broker.child(NAME, LAUNCHER, "run", "--config", config.toString(), "--password-file", password);
        process.ready();
        String info = broker.output(LAUNCHER, "auth", "api-info", "--perm", "admin", "--name", "bench", "--config",
                config.toString(), "--password-file", password);
        token = info.substring(0, info.indexOf(':'));
    }

    /** Ends this life and begins the next, locked. */
    void restart() {
        close();
        process = broker.child(NAME, LAUNCHER, "run", "--config", config.toString());
    }

    /** Its JSON-RPC. */
    SignerApi api() {
        if (api == null) {
            JsonNode ready = process.ready();
            api = new SignerApi(vertx, ready.path("api").asText(), token);
        }
        return api;
    }

    /** What it has cost so far in this life. */
    ProcessCost cost() {
        return ProcessCost.of(process.pid());
    }

    @Override
    public void close() {
        if (api != null) {
            api.close();
            api = null;
        }
        process.close();
    }
}
