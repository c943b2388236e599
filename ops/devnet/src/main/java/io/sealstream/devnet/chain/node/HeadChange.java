package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Entry;

/** One change of the head, as {@code ChainNotify} tells it (chain.md 3.2). */
public record HeadChange(Type type, Entry entry) {
    /** What happened to the tipset. */
    public enum Type {
        /** It is the head now, at the beginning. */
        CURRENT,
        /** It was thrown out. */
        REVERT,
        /** It joined the chain. */
        APPLY
    }
}
