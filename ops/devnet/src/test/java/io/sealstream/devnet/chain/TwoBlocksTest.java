package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.blocks.Block;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSet;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.filecoin.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tipsets of two blocks: order, messages that both have, weight (chain.md 4.9, 5.2). */
final class TwoBlocksTest {
    private final TestChain test = TestChain.funded();

    private SignedMessage push(Address from, long ahead) {
        Message message = test.message(from, STRANGER, TokenAmount.ofFil(1), 0, Bytes.EMPTY);
        Message next = message.withNonce(message.nonce()).withGas(message.gasLimit(), message.gasFeeCap(),
                message.gasPremium().minus(TokenAmount.ofAtto(ahead)));
        SignedMessage signed = TestChain.signed(next);
        test.chain.pool().add(signed, test.state());
        return signed;
    }

    private Entry mineTwo() {
        test.chain.take(test.chain.make(test.height() + 1, 2, test.verifier));
        return test.chain.head();
    }

    private List<SignedMessage> pushSix() {
        List<SignedMessage> pushed = new ArrayList<>();
        long step = 0;
        for (Address sender : List.of(OWNER, WORKER, TestChain.SECP)) {
            pushed.add(push(sender, step++));
            pushed.add(push(sender, step++));
        }
        return pushed;
    }

    @Test
    void shouldHaveTwoProducersOverTheSameParentsInTicketOrder() {
        Entry parent = test.chain.head();
        Entry entry = mineTwo();
        TipSet tipSet = entry.tipSet();
        assertThat(tipSet.blocks()).hasSize(2).extracting(BlockHeader::miner).doesNotHaveDuplicates();
        assertThat(tipSet.blocks()).allSatisfy(block -> assertThat(block.parents()).isEqualTo(parent.key().cids()));
        assertThat(tipSet.blocks().getFirst().ticketHash().toString())
                .isLessThan(tipSet.blocks().getLast().ticketHash().toString());
        assertThat(entry.key()).isEqualTo(new TipSetKey(tipSet.blocks().stream()
                .map(block -> BlockHeader.fromCbor(block.toCbor()).cid()).toList()));
        assertThat(test.chain.store().find(entry.key())).contains(entry);
        assertThat(test.chain.store().withBlock(entry.key().cids().getLast())).contains(entry);
    }

    @Test
    void shouldSplitMessagesBySenderAndExecuteTheSharedOneOnce() {
        List<SignedMessage> pushed = pushSix();
        Entry entry = mineTwo();
        assertThat(entry.blocks()).allSatisfy(block -> assertThat(block.messages()).contains(pushed.getFirst()));
        assertThat(entry.blocks().stream().mapToInt(block -> block.messages().size()).sum()).isEqualTo(7);
        assertThat(entry.messages()).containsExactlyInAnyOrderElementsOf(pushed);
        assertThat(entry.receipts()).hasSize(6).allSatisfy(receipt -> assertThat(receipt.isOk()).isTrue());
        assertThat(test.chain.pool().isEmpty()).isTrue();
    }

    @Test
    void shouldExecuteBlockByBlockBlsFirst() {
        pushSix();
        Entry entry = mineTwo();
        List<SignedMessage> expected = new ArrayList<>();
        for (Block block : entry.blocks()) {
            assertThat(block.messages()).isSortedAccordingTo((a, b) -> Integer.compare(kind(a), kind(b)));
            block.messages().stream().filter(message -> !expected.contains(message)).forEach(expected::add);
        }
        assertThat(entry.messages()).isEqualTo(expected);
    }

    private static int kind(SignedMessage message) {
        return message.signature().type() == SignatureType.BLS ? 0 : 1;
    }

    @Test
    void shouldWeighMoreThanOneBlock() {
        Entry two = mineTwo();
        Entry over = test.mine();
        assertThat(over.tipSet().minTicketBlock().parentWeight())
                .isEqualTo(two.tipSet().minTicketBlock().parentWeight().plus(TokenAmount.ofAtto(2)));
        assertThat(over.tipSet().parents()).isEqualTo(two.key());
    }

    @Test
    void shouldBeExecutedAgainFromItsBlocks() {
        pushSix();
        TestChain other = TestChain.funded();
        Entry entry = mineTwo();
        other.chain.take(other.chain.redo(entry.blocks(), List.of()));
        assertThat(other.chain.head().stateRoot()).isEqualTo(entry.stateRoot());
        assertThat(other.chain.head().key()).isEqualTo(entry.key());
    }
}
