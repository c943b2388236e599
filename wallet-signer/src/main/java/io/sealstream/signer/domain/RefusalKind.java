package io.sealstream.signer.domain;

/** Why a signature is refused, by kind. */
public enum RefusalKind {
    /** The wallet is locked. The only refusal that is not final: the same request may be asked again. */
    LOCKED,
    /** No key of the sender lives in this signer. */
    UNKNOWN_KEY,
    /** The policy or the signing record forbids it. */
    POLICY,
    /** The request does not hold together: undecodable, another CID, another sender. */
    MALFORMED;

    /** True where a repeat of the request gets the same answer for ever. */
    public boolean isFinal() { return this != LOCKED; }
}
