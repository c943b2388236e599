package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.devnet.chain.blocks.BaseFees;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.FeeScript;
import io.sealstream.devnet.chain.blocks.Genesis;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.devnet.chain.node.HeadChange;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.filecoin.TokenAmount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Null rounds, two-block tipsets, reorgs and lost messages, on disk and over restarts: chain.md 5.5, 5.6. */
final class ControlsTest {
    @TempDir
    private Path folder = Path.of("");

    private DevChain open(String home) {
        return DevChain.open(Journals.folder(folder, home), new DevChain.Parts(TestChain.settings(), TestChain.TRUSTING,
                new ScriptedVerifier(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), true));
    }

    private DevChain open() {
        return open("home");
    }

    private static Address faucet() {
        return Genesis.faucet(TestChain.settings());
    }

    private static SignedMessage push(DevChain node, Address from, Address to, TokenAmount value) {
        long nonce = node.chain().pool().nextNonce(from, node.chain().head().after());
        SignedMessage signed = TestChain.signed(Message.call(to, from, value, 0, Bytes.EMPTY).withNonce(nonce).withGas(20_000_000,
                TokenAmount.ofAtto(1000), TokenAmount.ofAtto(100)));
        node.push(signed);
        return signed;
    }

    private static long height(DevChain node) {
        return node.chain().head().height();
    }

    @Test
    void shouldLeaveOutOrderedNullRounds() {
        DevChain node = open();
        long before = height(node);
        node.orders().nullRounds(3);
        node.mine(1);
        assertThat(height(node)).isEqualTo(before + 4);
        assertThat(node.chain().head().tipSet().minTicketBlock().beaconEntries()).hasSize(4);
        node.mine(1);
        assertThat(height(node)).isEqualTo(before + 5);
    }

    @Test
    void shouldLetTimePassInNullRounds() {
        DevChain node = open();
        long before = height(node);
        node.orders().nullRounds(2);
        node.tick();
        node.tick();
        assertThat(height(node)).isEqualTo(before);
        node.tick();
        assertThat(height(node)).isEqualTo(before + 3);
        node.tick();
        assertThat(height(node)).isEqualTo(before + 4);
    }

    @Test
    void shouldMakeSoManyTipsetsOfTwoBlocks() {
        DevChain node = open();
        node.orders().twoBlocks(2);
        node.mine(3);
        assertThat(node.chain().store().above(TestChain.PREPARED - 1).values())
                .extracting(entry -> entry.blocks().size()).containsExactly(2, 2, 1);
    }

    @Test
    void shouldRefuseOrdersThatCannotBe() {
        DevChain node = open();
        assertThatThrownBy(() -> node.orders().nullRounds(901)).hasMessageContaining("0 to 900 null rounds, not 901");
        assertThatThrownBy(() -> node.orders().twoBlocks(-1)).hasMessageContaining("not -1");
    }

    @Test
    void shouldReplaceTheLastEpochsAndTellOfAllOfIt() {
        DevChain node = open();
        SignedMessage paid = push(node, faucet(), OWNER, TokenAmount.ofFil(5));
        node.mine(2);
        node.produce(height(node) + 7);
        List<Entry> old = List.copyOf(node.chain().store().above(TestChain.PREPARED - 1).values());
        List<HeadChange> told = new ArrayList<>();
        node.follow(told::addAll);
        node.reorg(9, 4);
        List<Entry> made = List.copyOf(node.chain().store().above(TestChain.PREPARED - 1).values());
        assertThat(made).extracting(Entry::height).containsExactly(1000L, 1001L, 1008L, 1009L);
        assertThat(told).extracting(HeadChange::type).containsExactly(HeadChange.Type.CURRENT, HeadChange.Type.REVERT,
                HeadChange.Type.REVERT, HeadChange.Type.REVERT,
                HeadChange.Type.APPLY, HeadChange.Type.APPLY, HeadChange.Type.APPLY, HeadChange.Type.APPLY);
        assertThat(told.subList(1, 4)).extracting(change -> change.entry().key())
                .isEqualTo(old.reversed().stream().map(Entry::key).toList());
        assertThat(told.subList(4, 8)).extracting(HeadChange::entry).isEqualTo(made);
        assertThat(made.getFirst().messages()).containsExactly(paid);
        assertThat(made).extracting(Entry::key).doesNotContainAnyElementsOf(old.stream().map(Entry::key).toList());
    }

    @Test
    void shouldLeaveTheChainShorterWhenNothingIsMade() {
        DevChain node = open();
        SignedMessage paid = push(node, faucet(), OWNER, TokenAmount.ofFil(5));
        node.mine(5);
        node.reorg(5, 0);
        assertThat(height(node)).isEqualTo(TestChain.PREPARED - 1);
        assertThat(node.chain().pool().pending()).containsExactly(paid);
        node.reorg(900, 0);
        assertThat(height(node)).isEqualTo(99);
        node.mine(1);
        assertThat(node.chain().head().messages()).containsExactly(paid);
        assertThatThrownBy(() -> node.reorg(101, 1)).isInstanceOf(ChainException.class)
                .hasMessageContaining("1 to 100 epochs deep, not 101");
        assertThatThrownBy(() -> node.reorg(0, 1)).isInstanceOf(ChainException.class);
    }

    @Test
    void shouldRefuseAReorgBeyondFinality() {
        DevChain node = open();
        assertThatThrownBy(() -> node.reorg(901, 1)).isInstanceOf(ChainException.class).hasMessageContaining("1 to 900 epochs");
    }

    @Test
    void shouldComeBackWithTheChainOfTheReorg() {
        DevChain killed = open();
        stir(killed);
        killed.reorg(4, 0);
        SignedMessage waiting = killed.chain().pool().pending().getFirst();
        DevChain again = open();
        assertThat(again.chain().head().key()).isEqualTo(killed.chain().head().key());
        assertThat(again.chain().head().stateRoot()).isEqualTo(killed.chain().head().stateRoot());
        assertThat(again.chain().pool().pending()).contains(waiting).isEqualTo(killed.chain().pool().pending());
        killed.chain().script(BaseFees.RULE);
        again.mine(1);
        assertThat(again.chain().head().key())
                .isEqualTo(killed.chain().make(height(again), new ScriptedVerifier()).entry().key());
    }

    /** A bit of everything that may happen to a chain. */
    private static void stir(DevChain node) {
        push(node, faucet(), OWNER, TokenAmount.ofFil(5));
        push(node, faucet(), WORKER, TokenAmount.ofFil(5));
        node.mine(2);
        push(node, OWNER, WORKER, TokenAmount.ofFil(1));
        push(node, WORKER, OWNER, TokenAmount.ofFil(1));
        node.orders().twoBlocks(1);
        node.orders().nullRounds(4);
        node.mine(2);
        node.chain().script(FeeScript.parse("1005,4000\n1010,150", FeeScript.Between.LINEAR));
        node.reorg(6, 3);
        node.skipTo(height(node) + 100);
        push(node, OWNER, WORKER, TokenAmount.ofFil(1));
        node.dropMessages();
        push(node, OWNER, faucet(), TokenAmount.ofFil(2));
        node.mine(3);
        push(node, WORKER, faucet(), TokenAmount.ofFil(1));
        node.mine(1);
    }

    @Test
    void shouldWriteTheSameBytesForTheSameSeedMessagesAndSchedule() throws IOException {
        for (String home : List.of("first", "second")) {
            try (DevChain node = open(home)) {
                stir(node);
            }
        }
        byte[] first = Files.readAllBytes(Journals.file(folder, "first"));
        assertThat(first).isEqualTo(Files.readAllBytes(Journals.file(folder, "second"))).hasSizeGreaterThan(5000);
    }

    @Test
    void shouldKeepScriptedFeesOverARestartWithoutTheScript() {
        DevChain killed = open();
        killed.chain().script(FeeScript.parse("1001,4000", FeeScript.Between.HOLD));
        killed.mine(3);
        push(killed, faucet(), OWNER, TokenAmount.ofFil(5));
        TipSetKey head = killed.chain().head().key();
        DevChain again = open();
        assertThat(again.chain().head().key()).isEqualTo(head);
        assertThat(again.chain().head().tipSet().parentBaseFee()).isEqualTo(TokenAmount.ofAtto(4000));
    }

    @Test
    void shouldLoseDroppedMessagesForEver() {
        DevChain killed = open();
        push(killed, faucet(), OWNER, TokenAmount.ofFil(5));
        killed.dropMessages();
        SignedMessage later = push(killed, faucet(), WORKER, TokenAmount.ofFil(5));
        assertThat(later.message().nonce()).isZero();
        assertThat(killed.chain().pool().pending()).containsExactly(later);
        assertThat(open().chain().pool().pending()).containsExactly(later);
    }

    @Test
    void shouldWithholdTheMessagesOfSomeOrAll() {
        DevChain node = open();
        push(node, faucet(), OWNER, TokenAmount.ofFil(5));
        push(node, faucet(), WORKER, TokenAmount.ofFil(5));
        node.mine(1);
        SignedMessage held = push(node, OWNER, WORKER, TokenAmount.ofFil(1));
        SignedMessage free = push(node, WORKER, OWNER, TokenAmount.ofFil(1));
        node.chain().pool().withheld().hold(Optional.of(OWNER));
        node.mine(1);
        assertThat(node.chain().head().messages()).containsExactly(free);
        assertThat(node.chain().pool().pending()).containsExactly(held);
        node.chain().pool().withheld().release(Optional.of(OWNER));
        node.chain().pool().withheld().hold(Optional.empty());
        node.mine(1);
        assertThat(node.chain().head().messages()).isEmpty();
        node.chain().pool().withheld().release(Optional.empty());
        node.mine(1);
        assertThat(node.chain().head().messages()).containsExactly(held);
    }
}
