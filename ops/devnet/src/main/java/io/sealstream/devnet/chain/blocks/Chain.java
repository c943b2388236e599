package io.sealstream.devnet.chain.blocks;

import io.sealstream.devnet.chain.miner.Effects.StoredProof;
import io.sealstream.devnet.chain.rules.ChainRules;
import io.sealstream.devnet.chain.rules.EpochRandomness;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.devnet.chain.state.StateRoot;
import io.sealstream.devnet.chain.vm.Applied;
import io.sealstream.devnet.chain.vm.TipSetRun;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSet;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.filecoin.TokenAmount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A chain in memory: makes, executes and takes tipsets. One thread makes and takes; any may read the store and the pool. */
public final class Chain {
    private final GenesisSettings settings;
    private final ChainRules rules;
    private final Assembly assembly;
    private final Signatures signatures;
    private final StateRoot roots = new StateRoot();
    private final ChainStore store;
    private final MessagePool pool;
    private BaseFees baseFees = Assembly::nextBaseFee;

    /** Says the base fee of the next tipset. */
    @FunctionalInterface
    public interface BaseFees {
        TokenAmount over(Entry parent);
    }

    public Chain(GenesisSettings settings, Signatures signatures) {
        this.settings = settings;
        this.rules = Genesis.rules(settings);
        this.assembly = new Assembly(settings);
        this.signatures = signatures;
        this.pool = new MessagePool(rules, signatures);
        this.store = prepare();
    }

    private ChainStore prepare() {
        ChainState state = Genesis.state(settings);
        Cid root = roots.of(state);
        TipSet first = new TipSet(List.of(assembly.genesis(root)));
        Entry genesis = new Entry(first, first.key(), List.of(), List.of(), List.of(), state, root,
                Assembly.receiptRoot(List.of()));
        ChainStore prepared = new ChainStore(genesis);
        for (int epoch = 1; epoch < settings.prepared(); epoch++) {
            Entry under = prepared.head();
            prepared.add(Assembly.prepared(
                    assembly.next(under, epoch, List.of(), signatures.aggregate(List.of()), Assembly.nextBaseFee(under)),
                    genesis));
        }
        return prepared;
    }

    public GenesisSettings settings() {
        return settings;
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

    /** Makes and executes the next tipset at an epoch above the head, with what the pool has. */
    public NewBlock make(long epoch, ProofVerifier proofs) {
        TokenAmount baseFee = baseFees.over(head());
        List<SignedMessage> chosen = pool.select(head().after(), baseFee);
        List<SignedMessage> messages = new ArrayList<>(chosen);
        messages.sort(Comparator.comparingInt(message -> message.signature().type() == SignatureType.BLS ? 0 : 1));
        return run(assembly.next(head(), epoch, messages, signatures.aggregate(bls(messages)), baseFee), messages, proofs);
    }

    private static List<SignedMessage> bls(List<SignedMessage> messages) {
        return messages.stream().filter(message -> message.signature().type() == SignatureType.BLS).toList();
    }

    /**
     * Executes a tipset that was made before.
     *
     * @throws BlockMismatch if it does not stand on this chain's head and state
     */
    public NewBlock redo(BlockHeader header, List<SignedMessage> messages, List<Boolean> verdicts) {
        boolean fits = new TipSetKey(header.parents()).equals(head().key()) && header.parentStateRoot().equals(head().stateRoot())
                && header.parentMessageReceipts().equals(head().receiptRoot())
                && header.messages().equals(Assembly.messageRoot(messages));
        if (!fits) {
            throw new BlockMismatch(
                    "the block of epoch " + header.height() + " does not continue the chain at epoch " + head().height());
        }
        return run(header, messages, Verdicts.replay(verdicts));
    }

    private NewBlock run(BlockHeader header, List<SignedMessage> messages, ProofVerifier proofs) {
        EpochRandomness randomness = BlockRandomness.seenFrom(header, store);
        Verdicts.Recorder recorder = new Verdicts.Recorder(proofs);
        TipSetRun run = TipSetRun.execute(head().after(), head().tipSet().height(),
                new TipSetRun.Plan(header.height(), messages, header.parentBaseFee()),
                epoch -> new Scene(epoch, rules, randomness, recorder));
        List<MessageReceipt> receipts = run.applied().stream().map(Applied::receipt).toList();
        List<StoredProof> stored = run.applied().stream().map(Applied::stored).flatMap(Optional::stream).toList();
        TipSet tipSet = new TipSet(List.of(header));
        Entry entry = new Entry(tipSet, tipSet.key(), messages, receipts, run.applied().stream().map(Applied::error).toList(),
                run.state(),
                roots.of(run.state()), Assembly.receiptRoot(receipts));
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

    /** Replaces the rule of the base fee, to script storms and calms. The chain's own rule (FIP-0115) stands until then. */
    public void script(BaseFees script) {
        baseFees = script;
    }

    /** What actors would see in the epoch after a tipset; proofs are asked of {@code proofs}. */
    public Scene sceneAfter(Entry entry, ProofVerifier proofs) {
        return new Scene(new ChainEpoch(entry.height() + 1), rules, BlockRandomness.seenFrom(entry, store), proofs);
    }

    /** A stored block is not one of this chain. */
    public static final class BlockMismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BlockMismatch(String message) {
            super(message);
        }
    }
}
