package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.PREPARED;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.devnet.chain.blocks.BlockRandomness;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.TokenAmount;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tipsets, headers, randomness, base fee: chain.md 3.1, 4.7, 4.10. */
final class ChainStructureTest {
    private static final Bytes ENTROPY = Bytes.fromHex("4300e807");

    @Test
    void shouldPrepare1000TipsetsOnEachOther() {
        TestChain test = new TestChain();
        assertThat(test.height()).isEqualTo(PREPARED - 1);
        for (long height = 1; height < PREPARED; height++) {
            Entry entry = test.chain.store().at(height).orElseThrow();
            assertThat(entry.tipSet().parents()).isEqualTo(test.chain.store().at(height - 1).orElseThrow().key());
        }
    }

    @Test
    void shouldMakeHeadersThatHashToTheirKeys() {
        TestChain test = TestChain.funded();
        BlockHeader header = test.chain.head().tipSet().minTicketBlock();
        assertThat(BlockHeader.fromCbor(header.toCbor()).cid()).isEqualTo(test.chain.head().key().cids().getFirst());
        assertThat(Objects.requireNonNull(header.ticket()).vrfProof().length()).isEqualTo(96);
        assertThat(header.beaconEntries()).hasSize(1);
        assertThat(header.beaconEntries().getFirst().round()).isEqualTo(test.height());
    }

    @Test
    void shouldBeTheSameChainForTheSameSeedAndMessages() {
        TestChain first = TestChain.funded();
        TestChain second = TestChain.funded();
        first.activate(first.createMiner(), 1);
        second.activate(second.createMiner(), 1);
        assertThat(second.chain.head().key()).isEqualTo(first.chain.head().key());
    }

    @Test
    void shouldBeAnotherChainForAnotherSeed() {
        GenesisSettings usual = TestChain.settings();
        GenesisSettings other = new GenesisSettings(NetworkPolicy.DEVNET, "other", usual.time(), PREPARED, usual.faucet(),
                Map.of());
        assertThat(new TestChain(other).chain.head().key()).isNotEqualTo(new TestChain().chain.head().key());
    }

    @Test
    void shouldShowAMessagesEffectsWithTheNextTipset() {
        TestChain test = TestChain.funded();
        TokenAmount before = test.state().find(WORKER).orElseThrow().balance();
        test.send(OWNER, WORKER, TokenAmount.ofFil(1), 0, Bytes.EMPTY);
        Entry executed = test.chain.head();
        assertThat(test.chain.stateAt(executed).find(WORKER).orElseThrow().balance()).isEqualTo(before);
        Entry next = test.mine();
        assertThat(test.chain.stateAt(next).find(WORKER).orElseThrow().balance()).isEqualTo(before.plus(TokenAmount.ofFil(1)));
        BlockHeader header = next.tipSet().minTicketBlock();
        assertThat(header.parentStateRoot()).isEqualTo(executed.stateRoot());
        assertThat(header.parentMessageReceipts()).isEqualTo(executed.receiptRoot());
    }

    @Test
    void shouldDrawFromTheTipsetOfTheEpoch() {
        TestChain test = TestChain.funded();
        BlockRandomness drawn = BlockRandomness.seenFrom(test.chain.head(), test.chain.store());
        BlockHeader at500 = test.chain.store().at(500).orElseThrow().tipSet().minTicketBlock();
        assertThat(drawn.fromTickets(DomainSeparationTag.SEAL_RANDOMNESS, new ChainEpoch(500), ENTROPY)).isEqualTo(Randomness
                .draw(Objects.requireNonNull(at500.ticket()).vrfProof(), DomainSeparationTag.SEAL_RANDOMNESS, new ChainEpoch(500),
                        ENTROPY));
        assertThat(drawn.fromBeacon(DomainSeparationTag.INTERACTIVE_SEAL_CHALLENGE_SEED, new ChainEpoch(500), ENTROPY))
                .isEqualTo(Randomness.draw(
                        at500.beaconEntries().getFirst().data(), DomainSeparationTag.INTERACTIVE_SEAL_CHALLENGE_SEED,
                        new ChainEpoch(500), ENTROPY));
    }

    @Test
    void shouldDrawANullRoundFromTheTipsetAfterIt() {
        TestChain test = new TestChain();
        long gap = test.height() + 20;
        test.skipTo(test.height() + 50);
        BlockHeader after = test.chain.head().tipSet().minTicketBlock();
        BlockRandomness drawn = BlockRandomness.seenFrom(test.chain.head(), test.chain.store());
        assertThat(after.beaconEntries()).hasSize(50);
        assertThat(drawn.fromTickets(DomainSeparationTag.SEAL_RANDOMNESS, new ChainEpoch(gap), ENTROPY)).isEqualTo(Randomness
                .draw(Objects.requireNonNull(after.ticket()).vrfProof(), DomainSeparationTag.SEAL_RANDOMNESS, new ChainEpoch(gap),
                        ENTROPY));
        Bytes entry = after.beaconEntries().stream().filter(each -> each.round() == gap).findFirst().orElseThrow().data();
        assertThat(drawn.fromBeacon(DomainSeparationTag.WINDOWED_POST_CHALLENGE_SEED, new ChainEpoch(gap), ENTROPY))
                .isEqualTo(
                        Randomness.draw(entry, DomainSeparationTag.WINDOWED_POST_CHALLENGE_SEED, new ChainEpoch(gap), ENTROPY));
    }

    @Test
    void shouldHashANegativeEpochOverTheBaseOfEpochZero() {
        TestChain test = new TestChain();
        BlockHeader genesis = test.chain.store().at(0).orElseThrow().tipSet().minTicketBlock();
        assertThat(BlockRandomness.seenFrom(test.chain.head(), test.chain.store()).fromTickets(
                DomainSeparationTag.SEAL_RANDOMNESS, new ChainEpoch(-5),
                ENTROPY)).isEqualTo(
                        Randomness.draw(Objects.requireNonNull(genesis.ticket()).vrfProof(), DomainSeparationTag.SEAL_RANDOMNESS,
                                new ChainEpoch(-5), ENTROPY));
    }

    @Test
    void shouldRefuseRandomnessOfTheFuture() {
        TestChain test = new TestChain();
        BlockRandomness old = BlockRandomness.seenFrom(test.chain.store().at(400).orElseThrow(), test.chain.store());
        assertThatThrownBy(() -> old.fromTickets(DomainSeparationTag.SEAL_RANDOMNESS, new ChainEpoch(401), ENTROPY))
                .hasMessageContaining("future");
    }

    @Test
    void shouldRaiseTheBaseFeeOnlyWhenBlocksAreFull() {
        TestChain test = TestChain.funded();
        assertThat(test.chain.head().tipSet().parentBaseFee()).isEqualTo(Gas.MIN_BASE_FEE);
        for (int i = 0; i < 9; i++) {
            Message full = test.message(OWNER, WORKER, TokenAmount.ZERO, 0, Bytes.EMPTY);
            test.chain.pool().add(TestChain.signed(full.withNonce(full.nonce())), test.state());
        }
        test.mine();
        assertThat(test.mine().tipSet().parentBaseFee()).isEqualTo(TokenAmount.ofAtto(113));
        assertThat(test.mine().tipSet().parentBaseFee()).isEqualTo(Gas.MIN_BASE_FEE);
    }

    @Test
    void shouldPutBlsMessagesBeforeSecpAndKeepNonceOrder() {
        TestChain test = TestChain.funded();
        Message secp = test.message(TestChain.SECP, WORKER, TokenAmount.ZERO, 0, Bytes.EMPTY);
        Message first = test.message(OWNER, WORKER, TokenAmount.ZERO, 0, Bytes.EMPTY);
        Message second = first.withNonce(first.nonce() + 1).withGas(first.gasLimit(), first.gasFeeCap(), first.gasFeeCap());
        for (Message each : List.of(secp.withGas(secp.gasLimit(), secp.gasFeeCap(), secp.gasFeeCap()), first, second)) {
            test.chain.pool().add(TestChain.signed(each), test.state());
        }
        assertThat(test.mine().messages()).extracting(message -> message.message().from(), message -> message.message().nonce())
                .containsExactly(tuple(OWNER, first.nonce()), tuple(OWNER, second.nonce()),
                        tuple(TestChain.SECP, secp.nonce()));
    }
}
