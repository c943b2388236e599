package io.sealstream.signer.edge.gateway;

import io.sealstream.filecoin.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;

/** Every gateway at which the wallet registers, each on its own: one that is away does not hold up the others. */
public final class Gateways implements AutoCloseable {
    private final Vertx vertx;
    private final List<GatewayClient> clients;
    private final SupportedAccounts accounts;

    private Gateways(Vertx vertx, List<GatewayClient> clients, SupportedAccounts accounts) {
        this.vertx = vertx;
        this.clients = clients;
        this.accounts = accounts;
    }

    /** Begins to register. Gateways need not be there yet. */
    public static Gateways start(Vertx vertx, List<GatewayAddress> addresses, GatewayParts parts) {
        List<GatewayClient> clients = addresses.stream().map(address -> new GatewayClient(vertx, address, parts)).toList();
        parts.keys().onChange(() -> clients.forEach(GatewayClient::changed));
        clients.forEach(GatewayClient::start);
        return new Gateways(vertx, clients, parts.accounts());
    }

    /** Serves one more account from now on, also after a restart. */
    public Future<Void> support(String account) {
        if (accounts.all().contains(account)) {
            return Future.failedFuture(new IllegalArgumentException("account " + account + " is supported already"));
        }
        // Not in order with the caller's own blocking work: it may be the one that waits for this.
        return everywhere(client -> client.support(account)).compose(done -> vertx.executeBlocking(() -> {
            accounts.add(account);
            return Future.<Void>succeededFuture();
        }, false)).compose(added -> added);
    }

    /** Announces addresses at every gateway where the wallet is registered. */
    public Future<Void> announce(List<Address> addresses) {
        return everywhere(client -> client.announce(addresses));
    }

    private Future<Void> everywhere(Function<GatewayClient, Future<Void>> call) {
        return Future.join(clients.stream().map(call).toList()).mapEmpty();
    }

    @Override
    public void close() {
        clients.forEach(GatewayClient::close);
    }
}
