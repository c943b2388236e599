package io.sealstream.node.tasks;

/** The named thread pools of a node; a stage runs on one of them. */
public enum Pool {
    /** PC1: one core each, hours for a large sector. */
    PC1("pc1"),
    /** PC2 and C1. */
    PC2("pc2"),
    /** C2, aggregates, and the verification of both. */
    C2("c2"),
    /** Vanilla proofs, WindowPoSt and its verification: never behind sealing. */
    POST("post"),
    /** Staged files, copies, digests, read-back, freeing. */
    COPY("copy");

    private final String prefix;

    Pool(String prefix) {
        this.prefix = prefix;
    }

    /** Prefix of the names of its threads and its key in the configuration. */
    public String prefix() {
        return prefix;
    }
}
