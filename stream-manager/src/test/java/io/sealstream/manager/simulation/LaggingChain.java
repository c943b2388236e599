package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.NewBlock;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SignedMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A second node of the same chain, which hears of blocks late. What is pushed to it reaches the first one at once. */
final class LaggingChain implements ChainHost {
    private final SimChain ahead;
    private final Chain chain;
    private final Deque<News> news = new ArrayDeque<>();
    private final LongSupplier lag;

    /** What the first node told: blocks, and how far it went back before them. */
    private sealed interface News {
        record Block(NewBlock block) implements News {}

        record Reverted(long height) implements News {}
    }

    /** @param lag epochs that it is behind */
    LaggingChain(SimChain ahead, LongSupplier lag) {
        this.ahead = ahead;
        this.lag = lag;
        this.chain = new Chain(ahead.chain().settings(), new SimSignatures());
        // nothing was proven before the run, so the first blocks can be made again without any proof
        ahead.chain().store().above(chain.head().height()).values().forEach(entry -> chain
                .take(chain.redo(entry.tipSet().minTicketBlock(), entry.messages(), List.of())));
        ahead.onBlock(block -> news.add(new News.Block(block)));
        ahead.onRevert(entry -> news.add(new News.Reverted(entry.height() - 1)));
    }

    /** Takes the blocks it may know of by now; a reorg comes with the first block after it. */
    void catchUp() {
        long known = ahead.height() - lag.getAsLong();
        for (NewBlock next = nextBlock(); next != null && next.entry().height() <= known; next = nextBlock()) {
            boolean taken = false;
            while (!taken) {
                News first = news.remove();
                take(first);
                taken = first instanceof News.Block;
            }
        }
    }

    private @Nullable NewBlock nextBlock() {
        for (News each : news) {
            if (each instanceof News.Block(NewBlock block)) {
                return block;
            }
        }
        return null;
    }

    private void take(News next) {
        switch (next) {
            case News.Reverted(long height) -> {
                if (chain.head().height() > height) {
                    chain.revertTo(height);
                }
            }
            case News.Block(NewBlock block) -> chain.take(chain.redo(block.header(), block.messages(), block.verdicts()));
        }
    }

    @Override
    public Chain chain() {
        return chain;
    }

    @Override
    public ProofVerifier proofs() {
        return ahead.proofs();
    }

    @Override
    public void push(SignedMessage message) {
        ahead.push(message);
    }

    @Override
    public void ticketDrawn(ActorId miner, long epoch) {
        // nobody skips here
    }

    @Override
    public void listen(Consumer<Entry> listener) {
        ahead.listen(listener);
    }

    @Override
    public void forget(Consumer<Entry> listener) {
        ahead.forget(listener);
    }
}
