package io.sealstream.devnet.chain;

import io.sealstream.devnet.chain.blocks.BlockRandomness;
import io.sealstream.devnet.chain.blocks.Genesis;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.actors.PoStPartition;
import io.sealstream.filecoin.PoStProof;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.actors.SubmitWindowedPoStParams;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * How long a month of chain takes for a miner that proves every partition every day: no null rounds, one message for each partition, every
 * tipset and message on disk before it counts. Signatures are taken as given and proofs always hold. Started by
 * {@code ops/bench/chain-month}.
 */
final class MonthBench {
    private static final double NANOS = 1e9;
    private static final long DAY = 2880;
    private static final int BATCH = 25;
    private static final long BATCH_GAS = 9_000_000_000L;
    private static final long POST_GAS = 1_000_000_000L;
    private static final long FUNDS = 10_000;
    private static final ProofVerifier GULLIBLE = new ProofVerifier() {
        @Override
        public boolean verifySeal(SealStatement statement, Bytes proof) {
            return true;
        }

        @Override
        public boolean verifyAggregate(AggregateStatement statement, Bytes proof) {
            return true;
        }

        @Override
        public boolean verifyReplicaUpdate(ReplicaUpdateStatement statement, Bytes proof) {
            return true;
        }

        @Override
        public boolean verifyWindowPoSt(WindowPoStStatement statement, Bytes proof) {
            return true;
        }

        @Override
        public boolean verifyWinningPoSt(WinningPoStStatement statement, Bytes proof) {
            return true;
        }
    };

    private final Path home;
    private final PrintStream out;
    private final DevChain node;
    private final TestChain script;
    private long messages;

    private MonthBench(Path home, PrintStream out) {
        this.home = home;
        this.out = out;
        this.node = open(home);
        this.script = new TestChain(node.chain(), new ScriptedVerifier());
    }

    private static DevChain open(Path home) {
        return DevChain.open(home,
                new DevChain.Parts(TestChain.settings(), TestChain.TRUSTING, GULLIBLE, Clock.systemUTC(), false));
    }

    /** Arguments: sectors, days. Prints the rows of a Markdown table. */
    public static void main(String[] arguments) throws IOException {
        Path home = Files.createTempDirectory("chain-month");
        MonthBench bench = new MonthBench(home, System.out);
        try {
            bench.run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        } finally {
            bench.node.close();
            try (var files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private void run(int sectors, int days) throws IOException {
        out.println("| part | seconds | epochs | messages | epochs a second | messages a second |\n|---|---|---|---|---|---|");
        Address miner = row("creating the miner, sealing its sectors", () -> seal(sectors));
        row("first day: every sector proven for the first time", () -> prove(miner, 1));
        requirePower(miner, sectors);
        row(days + " days", () -> prove(miner, days));
        requirePower(miner, sectors);
        out.println();
        memory();
        replay();
    }

    /** One part of the run, timed. */
    private interface Part<T> {
        T run();
    }

    private <T> T row(String name, Part<T> part) {
        long began = System.nanoTime();
        long height = script.height();
        long before = messages;
        T result = part.run();
        double seconds = (System.nanoTime() - began) / NANOS;
        out.printf(Locale.ROOT, "| %s | %.1f | %,d | %,d | %,.0f | %,.0f |%n", name, seconds, script.height() - height,
                messages - before, (script.height() - height) / seconds, (messages - before) / seconds);
        return result;
    }

    private void push(Address from, Address to, TokenAmount value, long method, byte[] params, long gas) {
        Message message = script.message(from, to, value, method, Bytes.of(params));
        SignedMessage signed = TestChain.signed(message.withGas(gas, message.gasFeeCap(), message.gasPremium()));
        node.push(signed);
        messages++;
    }

    private void land(Address from, Address to, TokenAmount value, long method, byte[] params, long gas) {
        push(from, to, value, method, params, gas);
        mine();
    }

    /** One tipset; everything in it must have succeeded. */
    private void mine() {
        node.mine(1);
        if (!node.chain().head().errors().stream().allMatch(String::isEmpty)) {
            throw new IllegalStateException("epoch " + script.height() + ": " + node.chain().head().errors());
        }
    }

    private Address seal(int sectors) {
        Address faucet = Genesis.faucet(node.chain().settings());
        land(faucet, TestChain.OWNER, TokenAmount.ofFil(FUNDS), 0, new byte[0], POST_GAS);
        land(faucet, TestChain.WORKER, TokenAmount.ofFil(FUNDS), 0, new byte[0], POST_GAS);
        land(TestChain.OWNER, Address.POWER, TokenAmount.ofFil(FUNDS / 2), TestChain.CREATE_MINER,
                TestChain.createParams().toCbor(), POST_GAS);
        Address miner = CreateMinerReturn
                .fromCbor(node.chain().head().receipts().getFirst().returnValue().toArray()).idAddress();
        List<long[]> batches = new ArrayList<>();
        for (long first = 0; first < sectors; first += BATCH) {
            batches.add(LongStream.range(first, Math.min(sectors, first + BATCH)).toArray());
        }
        batches.forEach(batch -> land(TestChain.WORKER, miner, TokenAmount.ZERO, TestChain.PRE_COMMIT,
                new PreCommitSectorBatchParams2(LongStream.of(batch).mapToObj(this::preCommit).toList()).toCbor(), BATCH_GAS));
        node.mine(node.chain().rules().policy().preCommitChallengeDelay() + 1);
        batches.forEach(batch -> land(TestChain.WORKER, miner, TokenAmount.ZERO, TestChain.PROVE_COMMIT,
                TestChain.prove(batch).toCbor(), BATCH_GAS));
        return miner;
    }

    private SectorPreCommitInfo preCommit(long number) {
        return script.preCommit(number);
    }

    /** Runs whole days and proves what each deadline holds, soon after its window opens. */
    private Address prove(Address miner, int days) {
        long end = script.height() + days * DAY;
        while (script.height() < end) {
            Miner now = script.miner(miner);
            DeadlineInfo next = now.deadlineAt(new ChainEpoch(script.height() + 1), node.chain().rules().policy().schedule());
            if (next.open().value() == script.height()) {
                for (int partition = 0; partition < now.deadlines().get((int) next.index()).partitions().size(); partition++) {
                    push(TestChain.WORKER, miner, TokenAmount.ZERO, TestChain.SUBMIT_POST, post(next, partition).toCbor(),
                            POST_GAS);
                }
            }
            mine();
        }
        return miner;
    }

    private SubmitWindowedPoStParams post(DeadlineInfo window, long partition) {
        Bytes drawn = BlockRandomness.seenFrom(node.chain().head(), node.chain().store())
                .fromTickets(DomainSeparationTag.POST_CHAIN_COMMIT, window.challenge(), Bytes.EMPTY);
        return new SubmitWindowedPoStParams(window.index(), List.of(new PoStPartition(partition, BitField.EMPTY)),
                List.of(new PoStProof(TestChain.WINDOW_2KIB, ScriptedVerifier.good(TestChain.PROOF_BYTES))), window.challenge(),
                drawn);
    }

    private void requirePower(Address miner, int sectors) {
        BigInteger raw = script.state().claim(miner.actorId().orElseThrow().value()).raw();
        if (!raw.equals(BigInteger.valueOf(sectors).multiply(BigInteger.valueOf(SectorSize.KIB_2.bytes())))) {
            throw new IllegalStateException("the miner of " + sectors + " sectors of 2 KiB has " + raw + " bytes of power");
        }
    }

    private void memory() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        out.printf(Locale.ROOT, "Heap in use at the end %,d MiB, journal %,d MiB.%n",
                (runtime.totalMemory() - runtime.freeMemory()) >> 20, Files.size(home.resolve("chain.journal")) >> 20);
    }

    private void replay() {
        long began = System.nanoTime();
        try (DevChain again = open(home)) {
            if (!again.chain().head().key().equals(node.chain().head().key())) {
                throw new IllegalStateException("the chain is another one after a restart");
            }
        }
        out.printf(Locale.ROOT, "Opened again from its journal, to the same head, in %.1f s.%n",
                (System.nanoTime() - began) / NANOS);
    }
}
