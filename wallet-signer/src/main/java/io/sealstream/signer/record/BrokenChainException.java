package io.sealstream.signer.record;

/** The record was changed by something other than the signer. */
public final class BrokenChainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenChainException(String what) {
        super("the signing record is not what was written: " + what + "; keep the file, and restore it from a backup");
    }
}
