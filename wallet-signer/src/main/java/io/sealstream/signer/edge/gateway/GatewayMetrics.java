package io.sealstream.signer.edge.gateway;

/** What is counted about gateways. */
public interface GatewayMetrics {
    /**
     * A request of a gateway was answered.
     *
     * @param gateway its address
     * @param method  {@code WalletList}, {@code WalletSign} or {@code other}
     * @param outcome {@code ok}, {@code refused} or {@code failed} (the answer did not reach it)
     */
    void answered(String gateway, String method, String outcome);

    /** Whether the wallet is registered at a gateway now. */
    void registered(String gateway, boolean now);
}
