package io.sealstream.acceptance.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SignedMessage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What a chain has told its callers and so must know for ever.
 *
 * @param messages pushes that were answered
 * @param receipts answers of {@code StateSearchMsg}
 * @param heads    tipset keys of {@code ChainHead} by height
 */
record Acknowledged(Map<Cid, SignedMessage> messages, Map<Cid, JsonNode> receipts, Map<Long, JsonNode> heads) {
    static Acknowledged nothing() {
        return new Acknowledged(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentSkipListMap<>());
    }

    /** Numbers for people. */
    String size() {
        return messages.size() + " pushes, " + receipts.size() + " receipts, " + heads.size() + " heads";
    }
}
