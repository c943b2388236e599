package io.sealstream.signer.edge.rpc;

import io.sealstream.filecoin.Address;
import io.vertx.core.Future;
import java.util.List;

/** What the API does at the gateways. */
public interface GatewayControl {
    /** Serves one more account at every gateway from now on, also after a restart. Fails with the sentence for the caller. */
    Future<Void> support(String account);

    /** Announces addresses at every gateway. Fails with the sentence for the caller. */
    Future<Void> announce(List<Address> addresses);
}
