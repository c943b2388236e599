package io.sealstream.manager.domain;

/** Why an intent is over without a landed effect. */
public enum FailureCause {
    /** It has not failed. */
    NONE,
    /** The chain node ran it to estimate its gas and it failed; the exit code stands in the receipt where the node named one. */
    ESTIMATE,
    /** Its last useful epoch passed before it was signed, or what took its place landed. */
    EXPIRED,
    /** An operator took it back. */
    CANCELLED,
    /** The signer refuses it for good. */
    SIGNER,
    /** The lane takes no more messages now. */
    FULL,
    /** Anything else; the reason says it. */
    OTHER
}
