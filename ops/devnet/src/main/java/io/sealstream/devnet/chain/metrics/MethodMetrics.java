package io.sealstream.devnet.chain.metrics;

import io.sealstream.devnet.chain.blocks.ChainStore;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.TokenAmount;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what messages cost. The sum over the whole chain is kept and goes on from where it was, or begins anew after a reorg; it follows from
 * the chain alone, so that a restart changes nothing. Any thread may ask.
 */
public final class MethodMetrics {
    private static final Gas.Outputs NOTHING = new Gas.Outputs(TokenAmount.ZERO, TokenAmount.ZERO, TokenAmount.ZERO,
            TokenAmount.ZERO, TokenAmount.ZERO, 0, 0);

    private final ChainStore store;
    private NavigableMap<MethodKey, MethodCost> sums = new TreeMap<>();
    private @Nullable Entry last;

    public MethodMetrics(ChainStore store) {
        this.store = store;
    }

    /** Of all messages up to the head, in the order of their keys. */
    public synchronized List<MethodCost> all() {
        Entry before = last;
        if (before == null || store.at(before.height()).filter(now -> now.key().equals(before.key())).isEmpty()) {
            sums = new TreeMap<>();
            add(sums, store.atOrBefore(0));
            last = store.atOrBefore(0);
        }
        for (Entry entry : List.copyOf(store.above(last == null ? 0 : last.height()).values())) {
            add(sums, entry);
            last = entry;
        }
        return List.copyOf(sums.values());
    }

    /** Of the messages executed in these epochs, both included. */
    public List<MethodCost> between(long first, long end) {
        NavigableMap<MethodKey, MethodCost> some = new TreeMap<>();
        Collection<Entry> entries = store.above(first - 1).values();
        entries.stream().takeWhile(entry -> entry.height() <= end).forEach(entry -> add(some, entry));
        return List.copyOf(some.values());
    }

    private static void add(NavigableMap<MethodKey, MethodCost> sums, Entry entry) {
        for (int i = 0; i < entry.messages().size(); i++) {
            Message message = entry.messages().get(i).message();
            MessageReceipt receipt = entry.receipts().get(i);
            MethodKey key = MethodKey.of(message, receipt, entry.after());
            sums.merge(key, MethodCost.of(key, receipt.gasUsed(), paid(entry, message, receipt)), MethodCost::plus);
        }
    }

    /** A message that used no gas was refused before it ran, and paid nothing. */
    private static Gas.Outputs paid(Entry entry, Message message, MessageReceipt receipt) {
        return receipt.gasUsed() == 0
                ? NOTHING
                : Gas.outputs(receipt.gasUsed(), message.gasLimit(), entry.tipSet().parentBaseFee(), message.gasFeeCap(),
                        message.gasPremium());
    }
}
