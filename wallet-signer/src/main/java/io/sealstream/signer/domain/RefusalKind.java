package io.sealstream.signer.domain;

/** Why a signature is refused, by kind. */
public enum RefusalKind {
    /** The wallet is locked. Not final. */
    LOCKED,
    /** This key, or this request, cannot be served at the moment, though the wallet is open. Not final: the same request may be asked again. */
    UNAVAILABLE,
    /** No key of the sender lives in this signer. */
    UNKNOWN_KEY,
    /** The policy or the signing record forbids it. */
    POLICY,
    /** The request does not hold together: undecodable, another CID, another sender. */
    MALFORMED,
    /** The last epoch at which the signature was of use has passed. */
    EXPIRED;

    /** True where a repeat of the request gets the same answer for ever. */
    public boolean isFinal() {
        return this != LOCKED && this != UNAVAILABLE;
    }
}
