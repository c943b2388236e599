package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.manager.domain.message.MessageEvent;
import io.sealstream.schemas.avro.SignMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What leaves the cluster for the chain: only what the log holds, and each intent at most once, whatever versions of its message were signed. A
 * version under another nonce is signed only when the one before can never land.
 */
final class Effects {
    private final Set<Address> lanes;
    private final Nonces nonces;
    private final Predicate<Cid> foreign;
    private final Map<String, Set<Cid>> filled = new HashMap<>();
    private final Map<Cid, Version> signed = new HashMap<>();
    private final Map<String, Long> lastNonce = new HashMap<>();
    /** The intent of each nonce: one that takes another's nonce would undo it. */
    private final Map<String, String> holders = new HashMap<>();
    private final Map<String, Integer> landed = new HashMap<>();
    private final Map<Address, Set<Long>> consumed = new HashMap<>();
    private int executed;
    private int failed;
    private int versions;

    /** A signed message of an intent; an empty one only uses its nonce up. */
    private record Version(String intent, boolean empty) {}

    /**
     * Watches the senders of the cluster.
     *
     * @param foreign messages that others made with its keys
     */
    Effects(Set<Address> lanes, Nonces nonces, Predicate<Cid> foreign) {
        this.lanes = Set.copyOf(lanes);
        this.nonces = nonces;
        this.foreign = foreign;
    }

    void take(MessageEvent event) {
        switch (event) {
            case MessageEvent.MessageFilled e -> {
                filled.computeIfAbsent(e.intent(), each -> new HashSet<>()).add(e.fill().messageCid());
                nonces.filled(e);
            }
            case MessageEvent.MessageSigned e -> sign(e);
            case MessageEvent.MessageDisplaced e -> isWithoutEffect(e.intent());
            case MessageEvent.MessageFailed e -> isWithoutEffect(e.intent());
            case MessageEvent e -> {
                // moves nothing outside
            }
        }
    }

    private void sign(MessageEvent.MessageSigned e) {
        SignedMessage message = SignedMessage.fromCbor(e.signedMessage().toArray());
        long nonce = message.message().nonce();
        Long last = lastNonce.put(e.intent(), nonce);
        if (last != null && last != nonce && !consumed.getOrDefault(e.sender(), Set.of()).contains(last)) {
            throw new Violation("intents", e.intent() + " was signed at nonce " + last + ", which is not used, and now at nonce "
                    + nonce);
        }
        if (last != null) {
            versions++;
        }
        String holder = holders.putIfAbsent(e.sender() + "/" + nonce, e.intent());
        if (holder != null && !holder.equals(e.intent())) {
            throw new Violation("intents", e.intent() + " was signed for nonce " + nonce + " of " + holder);
        }
        nonces.signed(message);
        signed.put(e.cid(), new Version(e.intent(), isEmpty(message.message())));
    }

    /** The log says so when another message has used the nonce for good: no version may have landed, of those that are forgotten either. */
    private void isWithoutEffect(String intent) {
        if (landed.getOrDefault(intent, 0) > 0) {
            throw new Violation("intents", intent + " is said to be without effect, and has landed");
        }
    }

    private static boolean isEmpty(Message message) {
        return message.method() == 0 && message.value().isZero() && message.to().equals(message.from())
                && message.params().equals(Bytes.EMPTY);
    }

    /** The signer was asked and has signed: the log must have the very message. */
    void signing(SignMessage request) {
        Set<Cid> recorded = filled.getOrDefault(request.getIntent(), Set.of());
        if (!recorded.contains(Cid.parse(request.getCid()))) {
            throw new Violation("signatures", "a message of " + request.getIntent() + " was signed that the log does not hold");
        }
    }

    void executed(Entry entry) {
        for (int i = 0; i < entry.messages().size(); i++) {
            SignedMessage message = entry.messages().get(i);
            if (lanes.contains(message.message().from())) {
                consumed.computeIfAbsent(message.message().from(), each -> new HashSet<>()).add(message.message().nonce());
                if (!foreign.test(message.cid())) {
                    executed++;
                    failed += entry.receipts().get(i).exitCode() == 0 ? 0 : 1;
                    land(message);
                }
            }
        }
    }

    private void land(SignedMessage message) {
        Version version = signed.get(message.cid());
        if (version == null) {
            throw new Violation("signatures", "a message landed that the log never signed: " + message.message());
        }
        if (!version.empty() && landed.merge(version.intent(), 1, Integer::sum) > 1) {
            throw new Violation("intents", version.intent() + " landed twice");
        }
    }

    void reverted(Entry entry) {
        for (SignedMessage message : entry.messages()) {
            consumed.getOrDefault(message.message().from(), new HashSet<>()).remove(message.message().nonce());
            Version version = signed.get(message.cid());
            if (version != null && !version.empty()) {
                landed.merge(version.intent(), -1, Integer::sum);
            }
        }
    }

    /** Messages that were executed, those of reverted tipsets included. */
    int executed() {
        return executed;
    }

    /** Messages that were executed and failed: money for nothing. */
    int failed() {
        return failed;
    }

    /** Messages that were signed again, with a higher fee, another nonce or nothing in them. */
    int versions() {
        return versions;
    }
}
