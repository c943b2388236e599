package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.message.MessageEvent;
import io.sealstream.manager.domain.miner.MinerEvent;
import java.util.HashMap;
import java.util.Map;

/** What messages cost in gas: what the log says at the end is what the chain took. */
final class Ledger {
    private final Map<Cid, TokenAmount> paid = new HashMap<>();
    private final Map<String, MessageEvent.MessageLanded> landed = new HashMap<>();
    private TokenAmount recorded = TokenAmount.ZERO;

    /** Gas that the log says was paid. */
    TokenAmount recorded() {
        return recorded;
    }

    void executed(Entry entry) {
        for (int i = 0; i < entry.messages().size(); i++) {
            paid.put(entry.messages().get(i).cid(), cost(entry, i));
        }
    }

    void reverted(Entry entry) {
        entry.messages().forEach(message -> paid.remove(message.cid()));
    }

    static TokenAmount cost(Entry entry, int index) {
        Message message = entry.messages().get(index).message();
        return Gas.outputs(entry.receipts().get(index).gasUsed(), message.gasLimit(), entry.tipSet().parentBaseFee(),
                message.gasFeeCap(), message.gasPremium()).cost();
    }

    void take(Event event) {
        switch (event) {
            case MessageEvent.MessageLanded e -> landed.put(e.intent(), e);
            case MessageEvent.MessageFinal e -> last(e.intent());
            case MessageEvent.MessageFailed e -> failed(e);
            case MinerEvent.BatchClosed e when e.outcome() == IntentOutcome.FINAL -> closed(e);
            case Event e -> {
                // costs nothing
            }
        }
    }

    private void last(String intent) {
        MessageEvent.MessageLanded e = landed.get(intent);
        TokenAmount cost = e == null ? null : paid.get(e.cid());
        if (e == null || cost == null) {
            throw new Violation("money", intent + " is final, and the chain does not have it");
        }
        if (!cost.equals(e.receipt().fee())) {
            throw new Violation("money",
                    intent + " cost " + cost.format() + ", and the log says " + e.receipt().fee().format());
        }
        recorded = recorded.plus(cost);
    }

    /** A message that only used its nonce up costs, too. */
    private void failed(MessageEvent.MessageFailed e) {
        recorded = recorded.plus(e.fee());
    }

    private void closed(MinerEvent.BatchClosed e) {
        MessageEvent.MessageLanded last = landed.get(e.intent());
        if (last != null && !last.receipt().fee().equals(e.fee())) {
            throw new Violation("money", "batch " + e.intent() + " was closed with a cost of " + e.fee().format()
                    + ", and its message cost " + last.receipt().fee().format());
        }
    }
}
