package io.sealstream.signer.record;

import io.sealstream.filecoin.Signature;
import io.sealstream.signer.domain.Content;
import io.sealstream.signer.domain.Decision;
import io.sealstream.signer.domain.RefusalKind;
import io.sealstream.signer.domain.SigningRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of entries, by the names of {@link EntryDigest}. */
final class EntryFields {
    static final String MESSAGE = "message";
    static final String SIGNED = "SIGNED";
    static final String REFUSED = "REFUSED";
    static final String FORGOTTEN = "FORGOTTEN";

    private EntryFields() {}

    /** A decision about a message. The signature is there exactly for approvals. */
    static Map<String, @Nullable Object> of(String chain, SigningRequest request, Decision decision,
            @Nullable Signature signature,
            long now) {
        Map<String, @Nullable Object> fields = common(chain, request.id(), request.caller().text(), MESSAGE, now);
        fields.put("sender", request.sender());
        fields.put("intent", request.intent());
        fields.put("cid", decision.cid());
        fields.put("meaning", decision.meaning());
        fields.put("message", request.message().toArray());
        switch (decision) {
            case Decision.Approved approved -> approve(fields, approved, signature);
            case Decision.Refused refused -> refuse(fields, refused.kind(), refused.reason());
        }
        return fields;
    }

    private static void approve(Map<String, @Nullable Object> fields, Decision.Approved approved, @Nullable Signature signature) {
        Content content = approved.content();
        fields.put("made_at", approved.at());
        fields.put("sender", content.sender().toString());
        fields.put("nonce", content.nonce());
        fields.put("premium", content.premium().toString());
        fields.put("amount", content.value().toString());
        fields.put("rule", approved.rule());
        fields.put("replacement", approved.replacement() ? 1L : 0L);
        sign(fields, signature);
    }

    private static void sign(Map<String, @Nullable Object> fields, @Nullable Signature signature) {
        if (signature == null) {
            throw new IllegalArgumentException("an approval is recorded with its signature");
        }
        fields.put("verdict", SIGNED);
        fields.put("signature_type", (long) signature.type().code());
        fields.put("signature", signature.data().toArray());
    }

    private static void refuse(Map<String, @Nullable Object> fields, RefusalKind kind, String reason) {
        fields.put("verdict", REFUSED);
        fields.put("refusal", kind.name());
        fields.put("reason", reason);
    }

    /** What became of a statement: the signature, or else why not. */
    static Map<String, @Nullable Object> of(String chain, StatementEntry entry, @Nullable Signature signature, long now) {
        Map<String, @Nullable Object> fields = common(chain, entry.id(), entry.caller().text(), entry.type(), now);
        fields.put("sender", entry.signer());
        fields.put("cid", entry.cid());
        fields.put("meaning", entry.meaning());
        fields.put("message", entry.content().toArray());
        fields.put("intent", entry.slot());
        if (entry.refusal() == null) {
            sign(fields, signature);
        } else {
            refuse(fields, entry.refusal(), entry.reason());
        }
        return fields;
    }

    /** The nonces and request ids of a chain begin anew. */
    static Map<String, @Nullable Object> forgotten(String chain, long now) {
        Map<String, @Nullable Object> fields = common(chain, "forget-nonces", "cli", "forget", now);
        fields.put("sender", "");
        fields.put("cid", "");
        fields.put("verdict", FORGOTTEN);
        fields.put("meaning", "nonces and request ids of " + chain + " begin anew");
        return fields;
    }

    private static Map<String, @Nullable Object> common(String chain, String id, String caller, String type, long now) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("chain", chain);
        fields.put("request_id", id);
        fields.put("caller", caller);
        fields.put("type", type);
        fields.put("intent", "");
        fields.put("made_at", now);
        fields.put("replacement", 0L);
        return fields;
    }
}
