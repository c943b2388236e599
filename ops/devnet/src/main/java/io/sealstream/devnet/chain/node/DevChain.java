package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.blocks.NewBlock;
import io.sealstream.devnet.chain.blocks.Pace;
import io.sealstream.devnet.chain.blocks.PoolRefusal;
import io.sealstream.devnet.chain.blocks.Signatures;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Hashes;
import io.sealstream.filecoin.SignedMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain of a home: in memory, and on disk before anybody sees it. Blocks are made under one lock, by the block thread or by an admin
 * call; reading needs no lock.
 */
public final class DevChain implements ChainHost, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DevChain.class);
    static final String JOURNAL = "chain.journal";
    /** Stored proofs of the last day are checked again after a restart, since findings are not kept. */
    private static final long CHECK_AGAIN = 2880;

    private final Chain chain;
    private final ProofVerifier proofs;
    private final PoStWatch watch;
    private final TicketWatch tickets;
    private final Pace pace;
    private final boolean skipAhead;
    private final Journal journal;
    private final ReentrantLock making = new ReentrantLock(true);
    private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> holds = new TreeSet<>();
    private volatile long lastLanded;

    /** What a chain is made from. */
    public record Parts(GenesisSettings settings, Signatures signatures, ProofVerifier proofs, Clock clock, boolean skipAhead) {}

    private DevChain(Path home, Parts parts) {
        this.chain = new Chain(parts.settings(), parts.signatures());
        this.proofs = parts.proofs();
        this.watch = new PoStWatch(parts.proofs());
        this.tickets = new TicketWatch(parts.clock());
        this.pace = new Pace(parts.settings().network().schedule());
        this.skipAhead = parts.skipAhead();
        this.lastLanded = chain.head().height();
        Bytes name = Bytes.of(Hashes.blake2b256(parts.settings().identity().getBytes(StandardCharsets.UTF_8)));
        this.journal = Journal.open(home.resolve(JOURNAL), name, this::redo);
        LOGGER.atInfo().addKeyValue("epoch", chain.head().height()).addKeyValue("home", home).log("Chain opened");
    }

    /** Opens the chain of a home and brings it to where it was. The caller holds the home's lock. */
    public static DevChain open(Path home, Parts parts) {
        return new DevChain(home, parts);
    }

    private void redo(JournalRecord stored) {
        switch (stored) {
            case JournalRecord.Block block -> {
                try {
                    adopt(chain.redo(block.header(), block.messages(), block.verdicts()));
                } catch (Chain.BlockMismatch e) {
                    throw new ChainException(e.getMessage()
                            + "; the journal was written by another version of the rules: wipe the home to begin a new chain", e);
                }
            }
            case JournalRecord.Pushed(SignedMessage message) -> {
                try {
                    chain.pool().add(message, chain.head().after());
                } catch (PoolRefusal e) {
                    LOGGER.atDebug().addKeyValue("cid", message.cid()).addKeyValue("reason", e.why())
                            .log("Pushed message was executed before it was journaled");
                }
            }
        }
    }

    @Override
    public Chain chain() {
        return chain;
    }

    @Override
    public ProofVerifier proofs() {
        return proofs;
    }

    public PoStWatch watch() {
        return watch;
    }

    /** As the contract says; the message survives a crash when this returns. */
    @Override
    public void push(SignedMessage message) {
        chain.pool().requireValid(message, chain.head().after());
        chain.pool().add(message, chain.head().after());
        journal.append(new JournalRecord.Pushed(message));
        LOGGER.atInfo().addKeyValue("cid", message.cid()).addKeyValue("from", message.message().from())
                .addKeyValue("nonce", message.message().nonce())
                .addKeyValue("to", message.message().to()).addKeyValue("method", message.message().method())
                .log("Message pushed");
    }

    /** What the pace says now. */
    public Pace.Step next() {
        Entry head = chain.head();
        return pace.next(new Pace.Situation(head.height(), lastLanded, chain.pool().isEmpty(), hold(), skipAhead), head.after());
    }

    /** Proving windows to come. */
    public List<Pace.Window> windows() {
        return pace.windows(chain.head().after(), chain.head().height());
    }

    private Optional<String> hold() {
        synchronized (holds) {
            return holds.isEmpty() ? tickets.reason() : Optional.of("by " + String.join(", ", holds));
        }
    }

    /** Stops skipping until the same name releases it. */
    public void hold(String name) {
        synchronized (holds) {
            holds.add(name);
        }
    }

    public void release(String name) {
        synchronized (holds) {
            holds.remove(name);
        }
    }

    @Override
    public void ticketDrawn(ActorId miner, long epoch) {
        tickets.drawn(miner, epoch);
    }

    /** Makes, stores and announces the tipset of an epoch above the head; false if the chain is already there. */
    public boolean produce(long epoch) {
        making.lock();
        try {
            if (epoch <= chain.head().height()) {
                return false;
            }
            NewBlock block = chain.make(epoch, proofs);
            journal.append(JournalRecord.Block.of(block));
            adopt(block);
            report(block.entry());
            return true;
        } finally {
            making.unlock();
        }
    }

    private void adopt(NewBlock block) {
        chain.take(block);
        Entry entry = block.entry();
        if (!entry.messages().isEmpty()) {
            lastLanded = entry.height();
        }
        tickets.seen(entry.after());
        long recent = chain.head().height() - CHECK_AGAIN;
        block.storedProofs().stream().filter(proof -> entry.height() > recent)
                .forEach(proof -> watch.check(proof, entry.height()));
        listeners.forEach(listener -> listener.accept(entry));
    }

    private static void report(Entry entry) {
        for (int i = 0; i < entry.messages().size(); i++) {
            LOGGER.atInfo().addKeyValue("epoch", entry.height()).addKeyValue("cid", entry.messages().get(i).cid())
                    .addKeyValue("exit", entry.receipts().get(i).exitCode()).addKeyValue("gas", entry.receipts().get(i).gasUsed())
                    .addKeyValue("error", entry.errors().get(i)).log("Message landed");
        }
    }

    /** Makes tipsets at once, one for each epoch. */
    public void mine(long count) {
        for (long i = 0; i < count; i++) {
            produce(chain.head().height() + 1);
        }
    }

    /** Goes to an epoch at once, over null rounds. */
    public void skipTo(long epoch) {
        while (chain.head().height() < epoch) {
            produce(Pace.nextOfSkip(chain.head().height(), epoch));
        }
    }

    @Override
    public void listen(Consumer<Entry> listener) {
        listeners.add(listener);
    }

    @Override
    public void forget(Consumer<Entry> listener) {
        listeners.remove(listener);
    }

    @Override
    public void close() {
        making.lock();
        try {
            watch.close();
            journal.close();
        } finally {
            making.unlock();
        }
    }
}
