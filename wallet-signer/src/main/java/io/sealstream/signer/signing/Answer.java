package io.sealstream.signer.signing;

import io.sealstream.filecoin.Signature;
import io.sealstream.signer.domain.RefusalKind;

/** What goes back to the message lane. */
public sealed interface Answer {
    String requestId();

    /** The lane, as the request named it. */
    String sender();

    /** True where the wallet is locked: the same request is answered once it is open. */
    default boolean isOfLockedWallet() {
        return this instanceof Refused refused && refused.kind() == RefusalKind.LOCKED;
    }

    /** CID that was signed. */
    record Signed(String requestId, String sender, String cid, Signature signature) implements Answer {}

    /** No signature, with the reason as a sentence. */
    record Refused(String requestId, String sender, String cid, RefusalKind kind, String reason) implements Answer {
        public Refused withReason(String other) {
            return new Refused(requestId, sender, cid, kind, other);
        }
    }
}
