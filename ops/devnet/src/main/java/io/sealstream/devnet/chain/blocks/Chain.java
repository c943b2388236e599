package io.sealstream.devnet.chain.blocks;

import io.sealstream.devnet.chain.miner.Effects.StoredProof;
import io.sealstream.devnet.chain.rules.ChainRules;
import io.sealstream.devnet.chain.rules.EpochRandomness;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.devnet.chain.state.StateRoot;
import io.sealstream.devnet.chain.vm.Applied;
import io.sealstream.devnet.chain.vm.Money;
import io.sealstream.devnet.chain.vm.TipSetRun;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSet;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.filecoin.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chain in memory: makes, executes and takes tipsets. One thread makes and takes; any may read the store and the pool. */
public final class Chain {
    private final GenesisSettings settings;
    private final ChainRules rules;
    private final Signatures signatures;
    private final Assembly assembly;
    private final StateRoot roots = new StateRoot();
    private final ChainStore store;
    private final MessagePool pool;
    private volatile BaseFees baseFees = BaseFees.RULE;

    public Chain(GenesisSettings settings, Signatures signatures) {
        this.settings = settings;
        this.rules = Genesis.rules(settings);
        this.signatures = signatures;
        this.assembly = new Assembly(settings, signatures);
        this.pool = new MessagePool(rules, signatures);
        this.store = prepare();
    }

    /** Another chain that begins as this one did. */
    public Chain sameBeginning() {
        return new Chain(settings, signatures);
    }

    private ChainStore prepare() {
        ChainState state = Genesis.state(settings);
        Cid root = roots.of(state);
        TipSet first = new TipSet(List.of(assembly.genesis(root)));
        Entry genesis = new Entry(first, first.key(), List.of(new Block(first.minTicketBlock(), List.of())), List.of(), List.of(),
                List.of(), state, root, Assembly.receiptRoot(List.of()));
        ChainStore prepared = new ChainStore(genesis);
        for (int epoch = 1; epoch < settings.prepared(); epoch++) {
            Entry under = prepared.head();
            prepared.add(Assembly.prepared(assembly.next(under, epoch, 0, List.of(), Assembly.nextBaseFee(under)), genesis));
        }
        return prepared;
    }

    public GenesisSettings settings() {
        return settings;
    }

    /** Address of the key that signs blocks; empty where their signatures are derived. */
    public Optional<Address> blockKey() {
        return settings.options().blockSignatures() == BlockSignatures.BLS
                ? signatures.blockKey(settings.seed())
                : Optional.empty();
    }

    public ChainRules rules() {
        return rules;
    }

    public ChainStore store() {
        return store;
    }

    public MessagePool pool() {
        return pool;
    }

    public Entry head() {
        return store.head();
    }

    /** The state that a query at a tipset sees: that of its parent (chain.md 3.1). */
    public ChainState stateAt(Entry entry) {
        return store.parent(entry).orElse(entry).after();
    }

    /** The economy that a query at a tipset sees. */
    public Pledge economyAt(Entry entry) {
        return Money.rules(rules, stateAt(entry), entry.tipSet().height()).economy();
    }

    /** Makes and executes the next tipset, of one block, at an epoch above the head, with what the pool has. */
    public NewBlock make(long epoch, ProofVerifier proofs) {
        return make(epoch, 1, proofs);
    }

    /** As {@link #make(long, ProofVerifier)}, of one or two blocks. */
    public NewBlock make(long epoch, int blocks, ProofVerifier proofs) {
        TokenAmount baseFee = baseFees.over(head(), epoch);
        List<List<SignedMessage>> shares = Shares.of(pool.select(head().after(), baseFee), blocks);
        List<Block> made = new ArrayList<>();
        for (int place = 0; place < blocks; place++) {
            made.add(assembly.next(head(), epoch, place, Block.inOrder(shares.get(place)), baseFee));
        }
        return run(Block.inTicketOrder(made), proofs);
    }

    /**
     * Executes a tipset of one block that was made before.
     *
     * @throws BlockMismatch as {@link #redo(List, List)}
     */
    public NewBlock redo(BlockHeader header, List<SignedMessage> messages, List<Boolean> verdicts) {
        return redo(List.of(new Block(header, messages)), verdicts);
    }

    /**
     * Executes a tipset that was made before. Its base fee is the one in its headers, whatever the rule or script says now.
     *
     * @throws BlockMismatch if it does not stand on this chain's head and state
     */
    public NewBlock redo(List<Block> blocks, List<Boolean> verdicts) {
        blocks.forEach(this::requireContinues);
        return run(blocks, Verdicts.replay(verdicts));
    }

    private void requireContinues(Block block) {
        BlockHeader header = block.header();
        boolean fits = new TipSetKey(header.parents()).equals(head().key()) && header.parentStateRoot().equals(head().stateRoot())
                && header.parentMessageReceipts().equals(head().receiptRoot())
                && header.messages().equals(Assembly.messageRoot(block.messages()));
        if (!fits) {
            throw new BlockMismatch(
                    "the block of epoch " + header.height() + " does not continue the chain at epoch " + head().height());
        }
    }

    private NewBlock run(List<Block> blocks, ProofVerifier proofs) {
        TipSet tipSet = new TipSet(blocks.stream().map(Block::header).toList());
        List<SignedMessage> messages = Block.executed(blocks);
        EpochRandomness randomness = BlockRandomness.seenFrom(tipSet, store);
        Verdicts.Recorder recorder = new Verdicts.Recorder(proofs);
        TipSetRun run = TipSetRun.execute(head().after(), head().tipSet().height(),
                new TipSetRun.Plan(tipSet.height(), messages, tipSet.parentBaseFee()),
                epoch -> new Scene(epoch, rules, randomness, recorder));
        List<MessageReceipt> receipts = run.applied().stream().map(Applied::receipt).toList();
        List<StoredProof> stored = run.applied().stream().map(Applied::stored).flatMap(Optional::stream).toList();
        Entry entry = new Entry(tipSet, tipSet.key(), blocks, messages, receipts,
                run.applied().stream().map(Applied::error).toList(), run.state(), roots.of(run.state()),
                Assembly.receiptRoot(receipts));
        return new NewBlock(entry, recorder.given(), stored);
    }

    /** Makes a new block the head. */
    public void take(NewBlock block) {
        store.add(block.entry());
        pool.settle(block.entry().after());
    }

    /**
     * Throws out all tipsets above a height, as a node does whose neighbours have a heavier chain: their messages wait again, and the blocks
     * that follow are made by others.
     *
     * @return how many tipsets were thrown out
     */
    public int revertTo(long height) {
        List<Entry> reverted = store.cut(height);
        if (!reverted.isEmpty()) {
            assembly.turn();
        }
        reverted.forEach(entry -> entry.messages().forEach(pool::restore));
        return reverted.size();
    }

    /** Replaces the rule of the base fee, to script storms and calms; {@link BaseFees#RULE} puts it back. */
    public void script(BaseFees script) {
        baseFees = script;
    }

    public BaseFees baseFees() {
        return baseFees;
    }

    /** What actors would see in the epoch after a tipset; proofs are asked of {@code proofs}. */
    public Scene sceneAfter(Entry entry, ProofVerifier proofs) {
        ChainEpoch next = new ChainEpoch(entry.height() + 1);
        return new Scene(next, Money.rules(rules, entry.after(), next), BlockRandomness.seenFrom(entry, store), proofs);
    }

    /** A stored block is not one of this chain. */
    public static final class BlockMismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BlockMismatch(String message) {
            super(message);
        }
    }
}
