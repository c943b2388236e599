package io.sealstream.signer.app;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.NetworkPrefix;
import io.sealstream.rpc.Jwt;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcException;
import io.sealstream.rpc.TokenClaims;
import io.sealstream.schemas.runtime.Shutdown;
import io.sealstream.signer.config.Interfaces;
import io.sealstream.signer.edge.gateway.GatewayAddress;
import io.sealstream.signer.edge.gateway.GatewayMetrics;
import io.sealstream.signer.edge.gateway.GatewayParts;
import io.sealstream.signer.edge.gateway.Gateways;
import io.sealstream.signer.edge.http.LocalCalls;
import io.sealstream.signer.edge.http.LogLevels;
import io.sealstream.signer.edge.http.SignerMeters;
import io.sealstream.signer.edge.rpc.GatewayControl;
import io.sealstream.signer.edge.rpc.LogControl;
import io.sealstream.signer.edge.rpc.RpcParts;
import io.sealstream.signer.edge.rpc.RpcSettings;
import io.sealstream.signer.edge.rpc.WalletRpcServer;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.Repository;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import io.sealstream.signer.signing.SigningDesk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** JSON-RPC and gateways of a running process, and what the command line asks of them. */
final class WaysIn implements LocalCalls {
    private final Interfaces config;
    private final Gateways gateways;
    private final Jwt tokens;
    private final @Nullable WalletRpcServer api;

    private WaysIn(Interfaces config, Gateways gateways, Jwt tokens, @Nullable WalletRpcServer api) {
        this.config = config;
        this.gateways = gateways;
        this.tokens = tokens;
        this.api = api;
    }

    /** What they stand on. */
    record Parts(Vertx vertx, Repository repository, KeyRing keys, SigningDesk desk, HealthBoard health, SignerMeters meters,
            InstantSource clock) {}

    /** Starts both, where they are configured. */
    static WaysIn start(Interfaces config, Jwt tokens, Parts parts, Shutdown shutdown) {
        SupportFile accounts = SupportFile.open(parts.repository().supportFile(), config.hub().supportAccounts());
        List<GatewayAddress> addresses = config.hub().gateways().stream()
                .map(each -> GatewayAddress.parse(each, config.hub().token())).toList();
        addresses.forEach(each -> parts.meters().gatewayRegistered(each.address(), false));
        Gateways gateways = shutdown.add("gateways",
                Gateways.start(parts.vertx(), addresses, new GatewayParts(parts.keys(), parts.desk(),
                        accounts, parts.health()::tell, metrics(parts.meters()), parts.clock(), GatewayParts.RETRY)));
        return new WaysIn(config, gateways, tokens, config.api().map(api -> shutdown.add("api",
                WalletRpcServer.start(parts.vertx(), settings(api, config.prefix()), rpc(parts, tokens, control(gateways)))))
                .orElse(null));
    }

    private static GatewayMetrics metrics(SignerMeters meters) {
        return new GatewayMetrics() {
            @Override
            public void answered(String gateway, String method, String outcome) {
                meters.gatewayAnswered(gateway, method, outcome);
            }

            @Override
            public void registered(String gateway, boolean now) {
                meters.gatewayRegistered(gateway, now);
            }
        };
    }

    private static RpcSettings settings(Interfaces.Api api, NetworkPrefix prefix) {
        return new RpcSettings(api.listen(), api.tls().map(tls -> new RpcSettings.Tls(tls.certificate(), tls.key())), prefix,
                api.tokenSuffices());
    }

    private static RpcParts rpc(Parts parts, Jwt tokens, GatewayControl gateways) {
        return new RpcParts(WalletSigner.VERSION, parts.keys(), parts.desk(), tokens, gateways, logs(),
                new RecordReader(parts.repository().recordFile()), parts.health()::all, parts.meters()::rpcCalled, parts.clock());
    }

    private static LogControl logs() {
        return new LogControl() {
            @Override
            public List<String> names() {
                return LogLevels.list().stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
            }

            @Override
            public void setLevel(String name, String level) {
                LogLevels.set(name.equals("*") ? "" : name, level);
            }
        };
    }

    /** Refusals of gateways as answers of the API. */
    private static GatewayControl control(Gateways gateways) {
        return new GatewayControl() {
            @Override
            public Future<Void> support(String account) {
                return answered(gateways.support(account));
            }

            @Override
            public Future<Void> announce(List<Address> addresses) {
                return answered(gateways.announce(addresses));
            }
        };
    }

    private static Future<Void> answered(Future<Void> done) {
        return done.recover(e -> Future.failedFuture(RpcException.of(String.valueOf(e.getMessage()))));
    }

    @Override
    public String apiInfo(Permission permission, String name) {
        if (api == null || config.api().isEmpty()) {
            throw new WalletException(Reason.REFUSED,
                    "this wallet-signer serves no JSON-RPC; add a table [API] to its configuration and start it again");
        }
        TokenClaims claims = name.isEmpty()
                ? new TokenClaims.Allow(List.copyOf(EnumSet.range(Permission.READ, permission)))
                : new TokenClaims.Account(name, permission, "");
        return tokens.issue(claims) + ":" + config.api().get().address(api.address().port());
    }

    @Override
    public void support(String account) {
        try {
            gateways.support(account).toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new WalletException(Reason.REFUSED, String.valueOf(Optional.ofNullable(e.getCause()).orElse(e).getMessage()),
                    e);
        }
    }

    /** Where the API listens, for the line of a daemon that is ready; empty where there is none. */
    String address() {
        return api == null ? "" : api.address().toString();
    }
}
