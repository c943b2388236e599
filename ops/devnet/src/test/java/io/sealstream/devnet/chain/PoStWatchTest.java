package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.devnet.chain.blocks.Genesis;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.devnet.chain.node.ValidationLevel;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong WindowPoSts that a chain took on trust are found and disputed, once. */
final class PoStWatchTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final long DISPUTE = 24;
    /** Two in each of the deadlines, and the rest in second partitions. */
    private static final long SECTORS_OF_TWO_PARTITIONS = 100;

    @TempDir
    private Path home = Path.of("");

    private final TestChain script = TestChain.funded();
    private Address miner = Address.SYSTEM;

    private DevChain open(ValidationLevel level) {
        return DevChain.open(folder(level), new DevChain.Parts(TestChain.settings(), TestChain.TRUSTING,
                script.verifier, CLOCK, true, level));
    }

    private Path folder(ValidationLevel level) {
        try {
            return Files.createDirectories(home.resolve(level.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does on a node what the script did. */
    private void play(DevChain node) {
        script.chain.store().above(TestChain.PREPARED - 1).values().stream()
                .filter(entry -> entry.height() > node.chain().head().height()).forEach(entry -> {
                    entry.messages().forEach(node::push);
                    node.produce(entry.height());
                });
    }

    private DeadlineInfo submit(Bytes proof) {
        miner = script.createMiner();
        script.activate(miner, 1, 2);
        DeadlineInfo window = script.openWindow(miner, 1);
        assertThat(script.submit(miner, script.post(window, 0, BitField.EMPTY, proof)).isOk()).isTrue();
        return window;
    }

    private List<Message> disputes(DevChain node) {
        return node.chain().pool().pending().stream().map(SignedMessage::message)
                .filter(message -> message.method() == DISPUTE).toList();
    }

    private BitField faults(DevChain node, DeadlineInfo window) {
        return node.chain().head().after().miner(miner).orElseThrow().deadlines().get((int) window.index()).partitions()
                .getFirst()
                .faults();
    }

    private long landedDisputes(DevChain node) {
        return node.chain().store().above(TestChain.PREPARED - 1).values().stream().flatMap(entry -> entry.messages().stream())
                .filter(message -> message.message().method() == DISPUTE).count();
    }

    @Test
    void shouldDisputeAWrongProofWhenItsWindowHasClosed() {
        DeadlineInfo window = submit(ScriptedVerifier.bad(192));
        try (DevChain node = open(ValidationLevel.FULL)) {
            play(node);
            await().atMost(Duration.ofMinutes(1)).until(() -> node.watch().findings().size() == 1);
            node.mine(1);
            assertThat(disputes(node)).isEmpty();
            node.skipTo(window.last().value());
            await().atMost(Duration.ofMinutes(1)).until(() -> disputes(node).size() == 1);
            assertThat(disputes(node).getFirst().from()).isEqualTo(Genesis.faucet(TestChain.settings()));
            node.mine(1);
            assertThat(node.chain().head().receipts().getLast().exitCode()).as(node.chain().head().errors().toString()).isZero();
            assertThat(faults(node, window)).isEqualTo(BitField.of(1, 2));
            node.mine(3);
            assertThat(landedDisputes(node)).isEqualTo(1);
        }
    }

    @Test
    void shouldNotDisputeTwiceOverARestart() {
        DeadlineInfo window = submit(ScriptedVerifier.bad(192));
        try (DevChain node = open(ValidationLevel.FULL)) {
            play(node);
            node.skipTo(window.last().value());
            await().atMost(Duration.ofMinutes(1)).until(() -> disputes(node).size() == 1);
        }
        try (DevChain again = open(ValidationLevel.FULL)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> again.watch().findings().size() == 1);
            again.mine(3);
            await().atMost(Duration.ofMinutes(1)).until(() -> again.watch().settled());
            again.mine(3);
            assertThat(landedDisputes(again)).isEqualTo(1);
        }
    }

    @Test
    void shouldDisputeEachOfTwoWrongProofsThatLookTheSame() {
        miner = script.createMiner();
        long[] numbers = LongStream.rangeClosed(1, SECTORS_OF_TWO_PARTITIONS).toArray();
        script.preCommit(miner, LongStream.of(numbers).mapToObj(script::preCommit).toArray(SectorPreCommitInfo[]::new));
        script.skipTo(script.height() + 11);
        script.callWithBlockGas(TestChain.WORKER, miner, TestChain.PROVE_COMMIT, TestChain.prove(numbers).toCbor());
        DeadlineInfo open = script.openWindow(miner, SECTORS_OF_TWO_PARTITIONS);
        for (long partition = 0; partition < 2; partition++) {
            assertThat(script.submit(miner, script.post(open, partition, BitField.EMPTY, ScriptedVerifier.bad(192))).isOk())
                    .isTrue();
        }
        try (DevChain node = open(ValidationLevel.FULL)) {
            play(node);
            await().atMost(Duration.ofMinutes(1)).until(() -> node.watch().findings().size() == 2);
            node.skipTo(open.last().value());
            await().atMost(Duration.ofMinutes(1)).until(() -> disputes(node).size() == 2);
            node.mine(1);
            assertThat(node.chain().head().receipts()).allMatch(receipt -> receipt.isOk());
        }
    }

    @Test
    void shouldLeaveGoodProofsAlone() {
        DeadlineInfo window = submit(ScriptedVerifier.good(192));
        try (DevChain node = open(ValidationLevel.FULL)) {
            play(node);
            node.skipTo(window.last().value());
            node.mine(3);
            await().atMost(Duration.ofMinutes(1)).until(() -> node.watch().waiting() == 0);
            assertThat(node.watch().findings()).isEmpty();
            assertThat(disputes(node)).isEmpty();
        }
    }

    @Test
    void shouldFindAWrongProofBeforeItsBlockIsAnnouncedAndMakeTheSameBlocks() {
        submit(ScriptedVerifier.bad(192));
        TipSetKey full;
        try (DevChain node = open(ValidationLevel.FULL)) {
            play(node);
            full = node.chain().head().key();
        }
        try (DevChain node = open(ValidationLevel.FULL_POST)) {
            node.listen(entry -> {
                if (entry.height() == script.height()) {
                    assertThat(node.watch().findings()).hasSize(1);
                }
            });
            play(node);
            assertThat(node.watch().findings()).hasSize(1);
            assertThat(node.chain().head().receipts().getLast().isOk()).isTrue();
            assertThat(node.chain().head().key()).isEqualTo(full);
        }
    }

    @Test
    void shouldNameItsLevels() {
        assertThat(ValidationLevel.of("full")).contains(ValidationLevel.FULL);
        assertThat(ValidationLevel.of("full+post")).contains(ValidationLevel.FULL_POST);
        assertThat(ValidationLevel.of("fake-proofs")).isEmpty();
    }
}
