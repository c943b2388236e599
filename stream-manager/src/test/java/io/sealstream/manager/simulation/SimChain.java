package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.Genesis;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.miner.Effects.StoredProof;
import io.sealstream.devnet.chain.blocks.NewBlock;
import io.sealstream.devnet.chain.blocks.PoolRefusal;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ChangeWorkerAddressParams;
import io.sealstream.filecoin.actors.CreateMinerParams;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.actors.MinerMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The dev chain's own state machine, with all its rules, as one node shows it. Blocks come when the driver says so. */
final class SimChain implements ChainHost {
    static final long EPOCH_MILLIS = 30_000;
    private static final int PREPARED = 1000;
    private static final long WINDOW_POST_2KIB = 10;
    private static final long CREATE_MINER = 2;
    private static final long GAS = 1_000_000_000L;
    private static final long START_SECONDS = 1_700_000_000L;

    private final World world;
    private final Chain chain;
    private final ScriptedProofs proofs = new ScriptedProofs();
    private long first = PREPARED;
    private final List<Consumer<Boolean>> headListeners = new ArrayList<>();
    private final List<Consumer<NewBlock>> blockListeners = new ArrayList<>();
    private final List<Consumer<Entry>> revertListeners = new ArrayList<>();

    SimChain(World world, NetworkPolicy network) {
        this.world = world;
        GenesisSettings settings = new GenesisSettings(network, "simulation " + world.options().seed(), START_SECONDS, PREPARED,
                TokenAmount.ofFil(1_000_000), Map.of());
        this.chain = new Chain(settings, new SimSignatures());
    }

    /** A robust key address made from a number. */
    static Address key(int number) {
        byte[] key = new byte[48];
        Arrays.fill(key, (byte) number);
        return Address.bls(key);
    }

    long height() {
        return chain.head().height();
    }

    ChainState state() {
        return chain.head().after();
    }

    /** The world is set up: no reorg goes back before this. */
    void begin() {
        first = height();
    }

    /** Told after each change of the head; true when tipsets were thrown out. */
    void onHead(Consumer<Boolean> listener) {
        headListeners.add(listener);
    }

    /** Told of each block as it joins the chain. */
    void onBlock(Consumer<NewBlock> listener) {
        blockListeners.add(listener);
    }

    /** Told of each block that is thrown out. */
    void onRevert(Consumer<Entry> listener) {
        revertListeners.add(listener);
    }

    // ---- blocks

    /** The next tipset at an epoch above the head. */
    void produce(long epoch) {
        make(epoch);
        headListeners.forEach(each -> each.accept(false));
    }

    private void make(long epoch) {
        NewBlock block = chain.make(epoch, proofs);
        chain.take(block);
        world.calm().head(epoch);
        blockListeners.forEach(each -> each.accept(block));
    }

    /** Replaces the last tipsets by others up to an epoch. */
    void reorg(int depth, long epoch) {
        long common = Math.max(first, height() - depth);
        List<Entry> reverted = List.copyOf(chain.store().above(common).values());
        world.trace().say("chain", "reorg from " + height() + " to " + common);
        reverted.forEach(entry -> revertListeners.forEach(each -> each.accept(entry)));
        chain.revertTo(common);
        for (long at = common + 1; at <= epoch; at++) {
            make(at);
        }
        headListeners.forEach(each -> each.accept(true));
    }

    /** Stored proofs that the chain took without checking them and that do not hold. */
    boolean holds(StoredProof stored) {
        return proofs.verifyWindowPoSt(stored.statement(), stored.proof());
    }

    // ---- a node's part

    @Override
    public Chain chain() {
        return chain;
    }

    @Override
    public ProofVerifier proofs() {
        return proofs;
    }

    @Override
    public void push(SignedMessage message) {
        chain.pool().requireValid(message);
        chain.pool().add(message, state());
    }

    @Override
    public void ticketDrawn(ActorId miner, long epoch) {
        // the driver does not skip while a sector is sealed
    }

    @Override
    public void listen(Consumer<Entry> listener) {
        throw new UnsupportedOperationException("nobody waits inside a call here");
    }

    @Override
    public void forget(Consumer<Entry> listener) {
        throw new UnsupportedOperationException("nobody waits inside a call here");
    }

    // ---- before the run

    /** Gives money to an account, which this creates. */
    void fund(Address account, long fil) {
        execute(Genesis.faucet(chain.settings()), account, TokenAmount.ofFil(fil), 0, Bytes.EMPTY);
    }

    /** A miner with owner, worker, a control address for WindowPoSt, and a spare one. */
    ActorId createMiner(Keys keys) {
        Bytes params = Bytes
                .of(new CreateMinerParams(keys.owner(), keys.worker(), WINDOW_POST_2KIB, Bytes.EMPTY, List.of()).toCbor());
        Bytes returned = execute(keys.owner(), Address.POWER, TokenAmount.ofFil(10), CREATE_MINER, params);
        Address id = CreateMinerReturn.fromCbor(returned.toArray()).idAddress();
        execute(keys.owner(), id, TokenAmount.ZERO, MinerMethod.CHANGE_WORKER_ADDRESS.number(),
                Bytes.of(new ChangeWorkerAddressParams(keys.worker(), List.of(keys.control(), keys.spare())).toCbor()));
        return id.actorId().orElseThrow();
    }

    private Bytes execute(Address from, Address to, TokenAmount value, long method, Bytes params) {
        long nonce = chain.pool().nextNonce(from, state());
        Message message = Message.call(to, from, value, method, params).withNonce(nonce).withGas(GAS, TokenAmount.ofAtto(200_000),
                TokenAmount.ofAtto(100_000));
        try {
            chain.pool().add(SimSignatures.sign(message), state());
        } catch (PoolRefusal e) {
            throw new IllegalStateException("the world cannot be set up: " + e.why(), e);
        }
        make(height() + 1);
        var receipt = chain.head().receipts().getFirst();
        if (receipt.exitCode() != 0) {
            throw new IllegalStateException("the world cannot be set up: " + chain.head().errors());
        }
        return receipt.returnValue();
    }
}
