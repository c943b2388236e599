package io.sealstream.node.domain;

/** A stage inside a task: what a heartbeat names and what is measured. */
public enum Stage {
    WAITING("waiting"), PIECES("pieces"), PC1("PC1"), PC2("PC2"), C1("C1"), C2("C2"), COPY("copy"), VERIFY("verify"), VANILLA(
            "vanilla"), POST("PoSt"), FREE("free"), AGGREGATE("aggregate");

    private final String word;

    Stage(String word) {
        this.word = word;
    }

    /** The word in records, logs and on the status page. */
    public String word() {
        return word;
    }
}
