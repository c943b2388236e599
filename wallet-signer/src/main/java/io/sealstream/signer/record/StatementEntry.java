package io.sealstream.signer.record;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Signature;
import io.sealstream.signer.domain.Caller;
import io.sealstream.signer.domain.RefusalKind;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request for a signature over something other than a message.
 *
 * @param id      of the request
 * @param caller  who asks
 * @param signer  address of the key; as the caller wrote it where it is no address
 * @param type    as the caller names it
 * @param content what was to be signed
 * @param cid     of the signed bytes as a raw block; empty where they could not be computed
 * @param meaning for people; empty where it could not be read
 * @param slot    of what is signed in one form only; empty for all else
 * @param refusal why not, by kind; null where it was signed
 * @param reason  why not, as a sentence
 */
public record StatementEntry(String id, Caller caller, String signer, String type, Bytes content, String cid, String meaning,
        String slot, @Nullable RefusalKind refusal, String reason) {
    /**
     * An entry that was read back: a signature, or why there is none.
     *
     * @param signature null for a refusal
     * @param refusal   null for a signature
     */
    public record Recorded(String cid, @Nullable Signature signature, @Nullable RefusalKind refusal, String reason) {}
}
