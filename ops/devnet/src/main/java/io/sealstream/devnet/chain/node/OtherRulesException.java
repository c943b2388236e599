package io.sealstream.devnet.chain.node;

/**
 * The home's journal was written by a version with other rules: nothing is damaged, but this version cannot go on from it. Only the
 * version that wrote it, or a new home, helps.
 */
public final class OtherRulesException extends ChainException {
    private static final long serialVersionUID = 1L;

    OtherRulesException(String message, Throwable cause) {
        super(message, cause);
    }
}
