package io.sealstream.devnet.chain;

import io.sealstream.devnet.chain.blocks.BlockRandomness;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.Genesis;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.blocks.Signatures;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.Partition;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.PoStProof;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.actors.CreateMinerParams;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.actors.PoStPartition;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.SectorActivationManifest;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.actors.SubmitWindowedPoStParams;
import io.sealstream.filecoin.state.SectorLocation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** A chain without threads and files, on which signatures are taken as given and proofs are scripted. */
public final class TestChain {
    static final int PREPARED = 1000;
    static final long SEAL_2KIB = 5;
    static final long WINDOW_2KIB = 10;
    static final int PROOF_BYTES = 192;
    static final long LIFE = 200 * 2880;
    /** Sectors that one prove-commit has gas for. */
    private static final int BATCH = 80;

    static final long CREATE_MINER = 2;
    static final long CHANGE_WORKER = 3;
    static final long SUBMIT_POST = 5;
    static final long PRE_COMMIT = 28;
    static final long PROVE_COMMIT = 34;

    static final Address OWNER = bls(1);
    static final Address WORKER = bls(2);
    static final Address CONTROL = bls(3);
    static final Address STRANGER = bls(4);
    static final Address SECP = Address.secp256k1(new byte[65]);

    /** Takes any signature. */
    static final Signatures TRUSTING = new Signatures() {
        @Override
        public boolean verify(SignedMessage message) {
            return true;
        }

        @Override
        public Signature aggregate(List<SignedMessage> messages) {
            return Signature.bls(new byte[96]);
        }
    };

    final Chain chain;
    final ScriptedVerifier verifier;
    private final Books books;

    TestChain() {
        this(settings());
    }

    TestChain(GenesisSettings settings) {
        this(new Chain(settings, TRUSTING), new ScriptedVerifier());
    }

    TestChain(Chain chain, ScriptedVerifier verifier) {
        this.chain = chain;
        this.verifier = verifier;
        this.books = new Books(chain.head().after());
    }

    static GenesisSettings settings() {
        return new GenesisSettings(NetworkPolicy.DEVNET, "test", 1_700_000_000, PREPARED, TokenAmount.ofFil(1_000_000), Map.of());
    }

    /** A chain whose five usual accounts have 100 FIL each. */
    static TestChain funded() {
        return funded(settings());
    }

    static TestChain funded(GenesisSettings settings) {
        TestChain test = new TestChain(settings);
        for (Address account : List.of(OWNER, WORKER, CONTROL, STRANGER, SECP)) {
            test.send(test.faucet(), account, TokenAmount.ofFil(100), 0, Bytes.EMPTY);
        }
        return test;
    }

    /** The genesis account. */
    Address faucet() {
        return Genesis.faucet(chain.settings());
    }

    /** Id address of an account or miner. */
    Address id(Address address) {
        return state().idOf(address).orElseThrow();
    }

    TokenAmount balance(Address address) {
        return state().find(address).orElseThrow().balance();
    }

    private static Address bls(int number) {
        byte[] key = new byte[48];
        Arrays.fill(key, (byte) number);
        return Address.bls(key);
    }

    static Cid sealed(int number) {
        byte[] commitment = new byte[32];
        Arrays.fill(commitment, (byte) number);
        return Cid.sealed(commitment);
    }

    long height() {
        return chain.head().height();
    }

    /** State after the head. */
    ChainState state() {
        return chain.head().after();
    }

    Miner miner(Address address) {
        return state().miner(address).orElseThrow();
    }

    /** Makes the next tipset. */
    Entry mine() {
        return mineAt(height() + 1);
    }

    Entry mineAt(long epoch) {
        chain.take(chain.make(epoch, verifier));
        books.check(state());
        return chain.head();
    }

    /** Goes to an epoch over null rounds. */
    void skipTo(long epoch) {
        if (epoch > height()) {
            mineAt(epoch);
        }
    }

    Message message(Address from, Address to, TokenAmount value, long method, Bytes params) {
        long nonce = chain.pool().nextNonce(from, state());
        return Message.call(to, from, value, method, params).withNonce(nonce).withGas(1_000_000_000L, TokenAmount.ofAtto(200_000),
                TokenAmount.ofAtto(100_000));
    }

    static SignedMessage signed(Message message) {
        return new SignedMessage(message, message.from().protocol() == Address.Protocol.BLS
                ? Signature.bls(new byte[96])
                : Signature.secp256k1(new byte[65]));
    }

    /** Sends a message, makes a tipset with it, and gives its receipt. */
    MessageReceipt send(Address from, Address to, TokenAmount value, long method, Bytes params) {
        return send(message(from, to, value, method, params));
    }

    private MessageReceipt send(Message message) {
        chain.pool().add(signed(message), state());
        Entry entry = mine();
        if (entry.receipts().size() != 1) {
            throw new IllegalStateException("the tipset has " + entry.receipts().size() + " messages");
        }
        return entry.receipts().getFirst();
    }

    MessageReceipt call(Address from, Address to, long method, byte[] params) {
        return send(from, to, TokenAmount.ZERO, method, Bytes.of(params));
    }

    MessageReceipt call(Address from, Address to, ActorMethod method, byte[] params) {
        return call(from, to, method.number(), params);
    }

    /** As {@link #call}, with all the gas of a block. */
    MessageReceipt callWithBlockGas(Address from, Address to, long method, byte[] params) {
        Message message = message(from, to, TokenAmount.ZERO, method, Bytes.of(params));
        chain.pool().add(signed(message.withGas(Gas.BLOCK_LIMIT, message.gasFeeCap(), message.gasPremium())), state());
        return mine().receipts().getLast();
    }

    /** Why the last message failed. */
    String error() {
        return chain.head().errors().getLast();
    }

    static CreateMinerParams createParams() {
        return new CreateMinerParams(OWNER, WORKER, WINDOW_2KIB, Bytes.EMPTY, List.of());
    }

    /** A miner of the usual owner and worker, with money. */
    Address createMiner() {
        MessageReceipt receipt = send(OWNER, Address.POWER, TokenAmount.ofFil(10), CREATE_MINER,
                Bytes.of(createParams().toCbor()));
        return CreateMinerReturn.fromCbor(receipt.returnValue().toArray()).idAddress();
    }

    SectorPreCommitInfo preCommit(long number) {
        return SectorPreCommitInfo.committedCapacity(SEAL_2KIB, number, sealed((int) number), new ChainEpoch(height() - 900),
                new ChainEpoch(height() + LIFE + 40 * 2880));
    }

    MessageReceipt preCommit(Address miner, SectorPreCommitInfo... sectors) {
        return call(WORKER, miner, PRE_COMMIT, new PreCommitSectorBatchParams2(List.of(sectors)).toCbor());
    }

    static ProveCommitSectors3Params prove(long... numbers) {
        return ProveCommitSectors3Params.single(
                LongStream.of(numbers).mapToObj(SectorActivationManifest::committedCapacity).toList(),
                LongStream.of(numbers).mapToObj(number -> ScriptedVerifier.good(PROOF_BYTES)).toList());
    }

    MessageReceipt proveCommit(Address miner, ProveCommitSectors3Params params) {
        return call(WORKER, miner, PROVE_COMMIT, params.toCbor());
    }

    /** Seals sectors up to activation, as many in a message as a block has gas for. */
    void activate(Address miner, long... numbers) {
        for (int from = 0; from < numbers.length; from += BATCH) {
            long[] batch = Arrays.copyOfRange(numbers, from, Math.min(numbers.length, from + BATCH));
            requireOk(preCommit(miner, LongStream.of(batch).mapToObj(this::preCommit).toArray(SectorPreCommitInfo[]::new)));
            skipTo(height() + 11);
            Message message = message(WORKER, miner, TokenAmount.ZERO, PROVE_COMMIT, Bytes.of(prove(batch).toCbor()));
            requireOk(send(message.withGas(Gas.BLOCK_LIMIT, message.gasFeeCap(), message.gasPremium())));
        }
    }

    /** The window of a sector's deadline that the next tipset is in, or the one after it. */
    DeadlineInfo window(Address miner, long sector) {
        Miner found = miner(miner);
        long index = found.locate(sector).orElseThrow().deadline();
        return found.deadline(index, new ChainEpoch(height() + 1), chain.rules().policy().schedule()).nextNotElapsed();
    }

    /** Goes into the next window of a sector's deadline. */
    DeadlineInfo openWindow(Address miner, long sector) {
        DeadlineInfo window = window(miner, sector);
        skipTo(window.open().value() + 1);
        return window;
    }

    /** Ends a window, its cron included. */
    void close(DeadlineInfo window) {
        skipTo(window.last().value());
    }

    /** Where a sector is proven. */
    SectorLocation place(Address miner, long sector) {
        return miner(miner).locate(sector).orElseThrow();
    }

    /** The partition that holds a sector. */
    Partition partition(Address miner, long sector) {
        SectorLocation place = place(miner, sector);
        return miner(miner).deadlines().get((int) place.deadline()).partitions().get((int) place.partition());
    }

    /** Proves all partitions of a sector's deadline in its next window and ends the window. */
    DeadlineInfo proveWindow(Address miner, long sector) {
        DeadlineInfo window = openWindow(miner, sector);
        int partitions = miner(miner).deadlines().get((int) window.index()).partitions().size();
        for (int index = 0; index < partitions; index++) {
            requireOk(submit(miner, post(window, index, BitField.EMPTY, ScriptedVerifier.good(PROOF_BYTES))));
        }
        close(window);
        return window;
    }

    void requireOk(MessageReceipt receipt) {
        if (!receipt.isOk()) {
            throw new IllegalStateException("message failed: " + error());
        }
    }

    /** A WindowPoSt of one partition with the right randomness. */
    SubmitWindowedPoStParams post(DeadlineInfo window, long partition, BitField skipped, Bytes proof) {
        Bytes drawn = BlockRandomness.seenFrom(chain.head(), chain.store()).fromTickets(DomainSeparationTag.POST_CHAIN_COMMIT,
                window.challenge(),
                Bytes.EMPTY);
        return new SubmitWindowedPoStParams(window.index(), List.of(new PoStPartition(partition, skipped)),
                List.of(new PoStProof(WINDOW_2KIB, proof)),
                window.challenge(), drawn);
    }

    SubmitWindowedPoStParams post(DeadlineInfo window) {
        return post(window, 0, BitField.EMPTY, ScriptedVerifier.good(PROOF_BYTES));
    }

    MessageReceipt submit(Address miner, SubmitWindowedPoStParams params) {
        return call(WORKER, miner, SUBMIT_POST, params.toCbor());
    }
}
