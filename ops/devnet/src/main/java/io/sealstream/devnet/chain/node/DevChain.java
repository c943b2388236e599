package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Block;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.blocks.NewBlock;
import io.sealstream.devnet.chain.blocks.Orders;
import io.sealstream.devnet.chain.blocks.Pace;
import io.sealstream.devnet.chain.blocks.Signatures;
import io.sealstream.devnet.chain.miner.Effects.StoredProof;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.Hashes;
import io.sealstream.filecoin.SignedMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
    private static final long CHECK_AGAIN = ChainLimits.NV28.epochsPerDay();

    private final Chain chain;
    private final ProofVerifier proofs;
    private final ValidationLevel level;
    private final GenesisSender genesis;
    private final PoStWatch watch;
    private final TicketWatch tickets;
    private final Pace pace;
    private volatile boolean skipAhead;
    private final Journal journal;
    private final ReentrantLock making = new ReentrantLock(true);
    private final ReentrantLock pushing = new ReentrantLock();
    private final List<Consumer<SignedMessage>> pushListeners = new CopyOnWriteArrayList<>();
    private final Orders orders = new Orders();
    private final Announcements announcements;
    private final Set<String> holds = new TreeSet<>();
    private final Deque<Replayed> replayed = new ArrayDeque<>();
    private volatile long lastLanded;

    /** What a chain is made from. */
    public record Parts(GenesisSettings settings, Signatures signatures, ProofVerifier proofs, Clock clock, boolean skipAhead,
            ValidationLevel level) {
        /** With the usual checks. */
        public Parts(GenesisSettings settings, Signatures signatures, ProofVerifier proofs, Clock clock, boolean skipAhead) {
            this(settings, signatures, proofs, clock, skipAhead, ValidationLevel.FULL);
        }
    }

    private DevChain(Path home, Parts parts) {
        this.chain = new Chain(parts.settings(), parts.signatures());
        this.proofs = parts.proofs();
        this.level = parts.level();
        this.genesis = new GenesisSender(this);
        this.watch = new PoStWatch(parts.proofs(), new Disputes(this, genesis));
        this.tickets = new TicketWatch(parts.clock());
        this.pace = new Pace(parts.settings().network().schedule());
        this.skipAhead = parts.skipAhead();
        this.lastLanded = chain.head().height();
        Bytes name = Bytes.of(Hashes.blake2b256(parts.settings().identity().getBytes(StandardCharsets.UTF_8)));
        this.journal = Journal.open(home.resolve(JOURNAL), name, this::redo);
        this.announcements = new Announcements(chain.head());
        replayed.forEach(each -> watch.check(each.proof(), each.epoch().value()));
        replayed.clear();
        LOGGER.atInfo().addKeyValue("epoch", chain.head().height()).addKeyValue("home", home).log("Chain opened");
    }

    /** A stored proof of a tipset that was read from the journal. */
    private record Replayed(StoredProof proof, ChainEpoch epoch) {}

    /** Opens the chain of a home and brings it to where it was. The caller holds the home's lock. */
    public static DevChain open(Path home, Parts parts) {
        return new DevChain(home, parts);
    }

    private void redo(JournalRecord stored) {
        switch (stored) {
            case JournalRecord.Made(List<Block> blocks, List<Boolean> verdicts) -> {
                try {
                    NewBlock made = chain.redo(blocks, verdicts);
                    adopt(made);
                    remember(made);
                } catch (Chain.BlockMismatch e) {
                    throw new OtherRulesException(e.getMessage()
                            + "; the journal was written by another version of the rules: wipe the home to begin a new chain", e);
                }
            }
            case JournalRecord.Pushed(SignedMessage message) -> chain.pool().readmit(message, chain.head().after());
            case JournalRecord.Reverted(long height) -> cut(height);
            case JournalRecord.Dropped() -> chain.pool().clear();
        }
    }

    /** Keeps the stored proofs of the last day. */
    private void remember(NewBlock made) {
        made.storedProofs().forEach(proof -> replayed.add(new Replayed(proof, made.header().height())));
        long recent = made.entry().height() - CHECK_AGAIN;
        while (!replayed.isEmpty() && replayed.getFirst().epoch().value() <= recent) {
            replayed.removeFirst();
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

    /** Sends messages of the genesis account. */
    public GenesisSender genesis() {
        return genesis;
    }

    /** As the contract says; the message survives a crash when this returns. */
    @Override
    public void push(SignedMessage message) {
        chain.pool().requireValid(message);
        take(message);
        LOGGER.atInfo().addKeyValue("cid", message.cid()).addKeyValue("from", message.message().from())
                .addKeyValue("nonce", message.message().nonce())
                .addKeyValue("to", message.message().to()).addKeyValue("method", message.message().method())
                .log("Message pushed");
    }

    /** Messages enter and leave the journal in the order in which they do the pool, so that the later one of a nonce wins again. */
    private void take(SignedMessage message) {
        pushing.lock();
        try {
            chain.pool().add(message, chain.head().after());
            journal.append(new JournalRecord.Pushed(message));
        } finally {
            pushing.unlock();
        }
        pushListeners.forEach(listener -> listener.accept(message));
    }

    /** Tells of each message that was taken, from the thread that pushed it. */
    void listenToPushes(Consumer<SignedMessage> listener) {
        pushListeners.add(listener);
    }

    /** What the pace says now. */
    public Pace.Step next() {
        Entry head = chain.head();
        return pace.next(new Pace.Situation(head.height(), lastLanded, chain.pool().isEmpty(), hold(), skipAhead), head.after());
    }

    /** Whether the chain goes over what nobody waits for; as said at the start until somebody changes it. */
    public void skipping(boolean wanted) {
        skipAhead = wanted;
    }

    public boolean skipsAhead() {
        return skipAhead;
    }

    /** Null rounds and tipsets of two blocks that are to come. */
    public Orders orders() {
        return orders;
    }

    /** Where a skip has to end because of a window that must be proven, if there is one. */
    OptionalLong nextStop() {
        Entry head = chain.head();
        return pace.nextStop(head.after(), head.height()).map(Pace::begin).map(OptionalLong::of).orElse(OptionalLong.empty());
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
            announcements.tell(List.of(), List.of(make(epoch)), chain.head());
            watch.headChanged();
            return true;
        } finally {
            making.unlock();
        }
    }

    /** The time of an epoch has come: makes its tipset, unless it was ordered to be null. */
    public void tick() {
        making.lock();
        try {
            if (!orders.passNullRound()) {
                produceNext();
            }
        } finally {
            making.unlock();
        }
    }

    private void produceNext() {
        making.lock();
        try {
            produce(orders.epochAfter(chain.head().height()));
        } finally {
            making.unlock();
        }
    }

    private Entry make(long epoch) {
        long parent = chain.head().height();
        NewBlock tipset = chain.make(epoch, orders.blocks(), proofs);
        if (level == ValidationLevel.FULL_POST) {
            tipset.storedProofs().forEach(proof -> watch.checkNow(proof, epoch));
        }
        journal.append(JournalRecord.Made.of(tipset));
        adopt(tipset);
        if (level == ValidationLevel.FULL) {
            watchProofs(tipset);
        }
        orders.made(parent, epoch);
        report(tipset.entry());
        return tipset.entry();
    }

    private void adopt(NewBlock tipset) {
        chain.take(tipset);
        Entry entry = tipset.entry();
        if (!entry.messages().isEmpty()) {
            lastLanded = entry.height();
        }
        tickets.seen(entry.after());
    }

    /**
     * Throws out the last epochs and makes other tipsets in their place, as a node does whose neighbours have a heavier chain. The messages of
     * those thrown out wait again, and land where a new tipset takes them. Listeners hear of all of it at once; queries in between see the shorter
     * chain.
     *
     * @param depth   epochs to throw out, at most the finality
     * @param tipsets made at once, at the heights of the old ones and then one each epoch; 0 leaves the chain shorter for the time being
     * @throws ChainException for a depth that no chain or not this one has
     */
    public void reorg(long depth, long tipsets) {
        making.lock();
        try {
            long height = chain.head().height() - requireDepth(depth);
            List<Entry> reverted = List.copyOf(chain.store().above(height).values());
            List<Entry> applied = new ArrayList<>();
            revertTo(height);
            try {
                for (long made = 0; made < tipsets; made++) {
                    applied.add(make(made < reverted.size() ? reverted.get((int) made).height() : chain.head().height() + 1));
                }
            } finally {
                announcements.tell(reverted, applied, chain.head());
                watch.headChanged();
            }
        } finally {
            making.unlock();
        }
    }

    private long requireDepth(long depth) {
        long most = Math.min(chain.rules().policy().limits().finality(), chain.head().height());
        if (depth < 1 || depth > most) {
            throw new ChainException("a reorg of this chain is 1 to " + most + " epochs deep, not " + depth);
        }
        return depth;
    }

    private void revertTo(long height) {
        LOGGER.atWarn().addKeyValue("epoch", chain.head().height()).addKeyValue("revertedTo", height).log("Chain reorganized");
        pushing.lock();
        try {
            journal.append(new JournalRecord.Reverted(height));
            cut(height);
        } finally {
            pushing.unlock();
        }
    }

    private void cut(long height) {
        chain.revertTo(height);
        lastLanded = Math.min(lastLanded, chain.head().height());
    }

    /** Loses all messages that wait, as a node does that restarts without its pool. */
    public void dropMessages() {
        pushing.lock();
        try {
            journal.append(new JournalRecord.Dropped());
            chain.pool().clear();
        } finally {
            pushing.unlock();
        }
    }

    private void watchProofs(NewBlock block) {
        block.storedProofs().forEach(proof -> watch.check(proof, block.entry().height()));
    }

    private static void report(Entry entry) {
        for (int i = 0; i < entry.messages().size(); i++) {
            LOGGER.atInfo().addKeyValue("epoch", entry.height()).addKeyValue("cid", entry.messages().get(i).cid())
                    .addKeyValue("exit", entry.receipts().get(i).exitCode()).addKeyValue("gas", entry.receipts().get(i).gasUsed())
                    .addKeyValue("error", entry.errors().get(i)).log("Message landed");
        }
    }

    /** Makes tipsets at once, one for each epoch that was not ordered to be null. */
    public void mine(long count) {
        for (long i = 0; i < count; i++) {
            produceNext();
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
        announcements.listen(listener);
    }

    @Override
    public void forget(Consumer<Entry> listener) {
        announcements.forget(listener);
    }

    @Override
    public void follow(Consumer<List<HeadChange>> follower) {
        announcements.follow(follower);
    }

    @Override
    public void unfollow(Consumer<List<HeadChange>> follower) {
        announcements.unfollow(follower);
    }

    /** How many hear of heads at the moment: subscriptions and calls that wait. */
    public int listeners() {
        return announcements.listeners();
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
