package io.sealstream.preflight.plan;

/** Which process a configuration is of. */
public enum Role {
    SEALER_NODE("sealer-node"), STREAM_MANAGER("stream-manager"), WALLET_SIGNER("wallet-signer");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** Name of the program. */
    public String word() {
        return word;
    }
}
