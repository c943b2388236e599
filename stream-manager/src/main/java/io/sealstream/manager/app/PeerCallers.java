package io.sealstream.manager.app;

import io.sealstream.manager.cli.RpcCaller;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.RpcClientOptions;
import io.sealstream.schemas.config.HostPort;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The clients of the other managers, made when first needed. Thread-safe. */
final class PeerCallers implements Function<HostPort, RpcCaller>, AutoCloseable {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Map<HostPort, RpcCaller> callers = new ConcurrentHashMap<>();

    PeerCallers(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public RpcCaller apply(HostPort peer) {
        return callers.computeIfAbsent(peer, each -> new BlockingRpc(JsonRpcClient.http(vertx, RpcClientOptions
                .of(URI.create("http://" + each + "/rpc/v0"), Optional.empty()).withCallTimeout(CALL_TIMEOUT))));
    }

    @Override
    public void close() {
        callers.values().forEach(RpcCaller::close);
    }
}
