package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.message.MessageEvent;
import io.sealstream.schemas.avro.LaneLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the chain took for gas within any day of epochs, by lane, miner and kind, is not above the policy's limits. WindowPoSt is never held, so
 * only the others are judged.
 */
final class Spending {
    private static final long DAY = 2880;

    private final LaneLimits limits;
    private final Map<String, Intent> wanted = new HashMap<>();
    private final Map<Cid, Intent> signed = new HashMap<>();
    /** Costs by account and height. */
    private final Map<String, NavigableMap<Long, TokenAmount>> costs = new HashMap<>();

    Spending(LaneLimits limits) {
        this.limits = limits;
    }

    void take(MessageEvent event) {
        switch (event) {
            case MessageEvent.MessageQueued e -> wanted.put(e.intent(), e.wanted());
            case MessageEvent.MessageSigned e -> signed.put(e.cid(), wanted.get(e.intent()));
            case MessageEvent e -> {
                // spends nothing
            }
        }
    }

    void executed(Entry entry) {
        for (int i = 0; i < entry.messages().size(); i++) {
            SignedMessage message = entry.messages().get(i);
            Intent intent = signed.get(message.cid());
            if (intent != null && intent.miner() != null && intent.purpose() != Purpose.WINDOW_POST) {
                spend(intent, entry.height(), Ledger.cost(entry, i));
            }
        }
    }

    private void spend(Intent intent, long height, TokenAmount cost) {
        String account = intent.sender() + " for " + intent.miner();
        judge(account, TokenAmount.parse(limits.getPerDay()), height, cost);
        judge(account + " " + intent.purpose(), perDay(intent.purpose()), height, cost);
    }

    private TokenAmount perDay(Purpose purpose) {
        return switch (purpose) {
            case PRECOMMIT -> TokenAmount.parse(limits.getPreCommitPerDay());
            case PROVE_COMMIT -> TokenAmount.parse(limits.getProveCommitPerDay());
            case WINDOW_POST, OPERATOR -> TokenAmount.ZERO;
        };
    }

    private void judge(String account, TokenAmount most, long height, TokenAmount cost) {
        NavigableMap<Long, TokenAmount> days = costs.computeIfAbsent(account, each -> new TreeMap<>());
        days.merge(height, cost, TokenAmount::plus);
        TokenAmount spent = days.tailMap(height - DAY, false).values().stream().reduce(TokenAmount.ZERO, TokenAmount::plus);
        if (most.isPositive() && spent.compareTo(most) > 0) {
            throw new Violation("spend", account + " spent " + spent.format() + " within a day, and the policy allows "
                    + most.format());
        }
    }

    void reverted(Entry entry) {
        costs.values().forEach(days -> days.tailMap(entry.height(), true).clear());
    }
}
