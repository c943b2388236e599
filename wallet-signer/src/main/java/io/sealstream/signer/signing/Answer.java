package io.sealstream.signer.signing;

import io.sealstream.filecoin.Signature;
import io.sealstream.signer.domain.RefusalKind;

/** What goes back to the message lane. */
public sealed interface Answer {
    String requestId();

    /** The lane, as the request named it. */
    String sender();

    /** CID that was signed. */
    record Signed(String requestId, String sender, String cid, Signature signature) implements Answer {}

    /** No signature, with the reason as a sentence. */
    record Refused(String requestId, String sender, String cid, RefusalKind kind, String reason) implements Answer {}
}
