package io.sealstream.signer.edge.rpc;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The signing record for readers over the API. */
public interface SignedRecords {
    /** Finds entries, newest first. May block. */
    List<Entry> find(Query query);

    /**
     * A question. Empty parts do not restrict.
     *
     * @param type     {@code MsgMeta.Type}
     * @param signer   address, canonical
     * @param refusals only refusals
     */
    record Query(Optional<String> id, Optional<String> type, Optional<String> signer, boolean refusals, Optional<Instant> after,
            Optional<Instant> before, int skip, int limit) {}

    /**
     * One decision.
     *
     * @param type    {@code MsgMeta.Type}
     * @param signer  as the caller wrote it
     * @param refusal the reason; empty where it was signed
     * @param content what was to be signed, decoded: its bytes
     */
    record Entry(String id, String type, String signer, Optional<String> refusal, Bytes content, Optional<Signature> signature,
            Instant at) {}
}
