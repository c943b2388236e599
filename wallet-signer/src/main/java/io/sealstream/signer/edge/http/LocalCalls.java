package io.sealstream.signer.edge.http;

import io.sealstream.rpc.Permission;

/** What the command line asks of a running process besides its keys. Calls may block; refusals are WalletExceptions. */
public interface LocalCalls {
    /**
     * A token of the API and where it listens, {@code token:multiaddr}.
     *
     * @param name of the caller it is made for: policy and record know it by that; empty for none
     */
    String apiInfo(Permission permission, String name);

    /** Serves one more account at the gateways. */
    void support(String account);
}
