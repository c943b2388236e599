package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.manager.domain.message.MessageEvent;
import io.sealstream.schemas.avro.SignMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What leaves the cluster for the chain: only what the log holds, each nonce once, each intent at most once. */
final class Effects {
    private final Set<Address> lanes;
    private final Map<String, Cid> filled = new HashMap<>();
    private final Map<Cid, String> signed = new HashMap<>();
    private final Map<Address, Long> nonces = new HashMap<>();
    private final Set<String> signedIntents = new HashSet<>();
    private final Map<String, Integer> landed = new HashMap<>();
    private int executed;
    private int failed;

    Effects(Set<Address> lanes) {
        this.lanes = Set.copyOf(lanes);
    }

    void take(MessageEvent event) {
        switch (event) {
            case MessageEvent.MessageFilled e -> filled.put(e.intent(), e.messageCid());
            case MessageEvent.MessageSigned e -> sign(e);
            case MessageEvent e -> {
                // moves nothing outside
            }
        }
    }

    private void sign(MessageEvent.MessageSigned e) {
        long nonce = SignedMessage.fromCbor(e.signedMessage().toArray()).message().nonce();
        Long last = nonces.put(e.sender(), nonce);
        if (last != null && nonce != last + 1) {
            throw new Violation("lanes", "nonce " + nonce + " of " + e.sender() + " follows nonce " + last);
        }
        if (!signedIntents.add(e.intent())) {
            throw new Violation("intents", e.intent() + " was signed twice");
        }
        signed.put(e.cid(), e.intent());
    }

    /** The signer was asked and has signed: the log must have the very message. */
    void signing(SignMessage request) {
        Cid recorded = filled.get(request.getIntent());
        if (recorded == null || !recorded.toString().equals(request.getCid())) {
            throw new Violation("signatures", "a message of " + request.getIntent() + " was signed that the log does not hold");
        }
    }

    void executed(Entry entry) {
        for (int i = 0; i < entry.messages().size(); i++) {
            SignedMessage message = entry.messages().get(i);
            if (lanes.contains(message.message().from())) {
                executed++;
                failed += entry.receipts().get(i).exitCode() == 0 ? 0 : 1;
                String intent = signed.get(message.cid());
                if (intent == null) {
                    throw new Violation("signatures", "a message landed that the log never signed: " + message.message());
                }
                if (landed.merge(intent, 1, Integer::sum) > 1) {
                    throw new Violation("intents", intent + " landed twice");
                }
            }
        }
    }

    void reverted(Entry entry) {
        entry.messages().stream().map(message -> signed.get(message.cid())).filter(intent -> intent != null)
                .forEach(intent -> landed.merge(intent, -1, Integer::sum));
    }

    /** Messages that were executed, those of reverted tipsets included. */
    int executed() {
        return executed;
    }

    /** Messages that were executed and failed: money for nothing. */
    int failed() {
        return failed;
    }
}
