package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.devnet.chain.blocks.BlockSignatures;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.GenesisOptions;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.blocks.MoneyMode;
import io.sealstream.devnet.chain.node.NativeSignatures;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CborWriter;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.proofs.bls.Bls;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Blocks with real signatures (chain.md 5.2), as others would verify them. */
final class BlockSignaturesTest {
    private static final GenesisSettings SETTINGS = new GenesisSettings(NetworkPolicy.DEVNET, "test", 1_700_000_000, 3,
            TokenAmount.ofFil(1), Map.of(),
            new GenesisOptions(List.of(), Map.of(), BlockSignatures.BLS, MoneyMode.FROZEN));

    private final Bls bls = Bls.open();
    private final TestChain test = new TestChain(new Chain(SETTINGS, new NativeSignatures(bls)), new ScriptedVerifier());

    private boolean verifies(Bytes signature, byte[] message) {
        byte[] address = test.chain.blockKey().orElseThrow().toBytes();
        return bls.verify(signature.toArray(), Arrays.copyOfRange(address, 1, address.length), message);
    }

    private static Bytes drawn(BlockHeader block, DomainSeparationTag tag, long epoch, byte[] more) {
        byte[] self = new CborWriter().address(block.miner()).toBytes();
        byte[] entropy = Arrays.copyOf(self, self.length + more.length);
        System.arraycopy(more, 0, entropy, self.length, more.length);
        return Randomness.draw(block.beaconEntries().getLast().data(), tag, new ChainEpoch(epoch), Bytes.of(entropy));
    }

    @Test
    void shouldSignBlocksTicketsAndElectionProofs() {
        Bytes parentProof = Objects.requireNonNull(test.chain.head().tipSet().minTicketBlock().ticket()).vrfProof();
        test.chain.take(test.chain.make(test.height() + 4, 2, test.verifier));
        for (BlockHeader block : test.chain.head().tipSet().blocks()) {
            long round = block.height().value();
            assertThat(verifies(Objects.requireNonNull(block.blockSig()).data(), block.signingBytes())).isTrue();
            assertThat(verifies(Objects.requireNonNull(block.ticket()).vrfProof(),
                    drawn(block, DomainSeparationTag.TICKET_PRODUCTION, round - 1, parentProof.toArray()).toArray())).isTrue();
            assertThat(verifies(Objects.requireNonNull(block.electionProof()).vrfProof(),
                    drawn(block, DomainSeparationTag.ELECTION_PROOF_PRODUCTION, round, new byte[0]).toArray())).isTrue();
        }
    }

    @Test
    void shouldHaveOtherProducersAfterEachReorg() {
        Set<Address> producers = new HashSet<>();
        Set<Bytes> tickets = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            test.mine();
            BlockHeader block = test.chain.head().tipSet().minTicketBlock();
            producers.add(block.miner());
            tickets.add(Objects.requireNonNull(block.ticket()).vrfProof());
            test.chain.revertTo(test.height() - 1);
        }
        assertThat(producers).hasSize(3);
        assertThat(tickets).hasSize(3);
    }

    @Test
    void shouldSayWhoCannotSign() {
        assertThatThrownBy(() -> new Chain(SETTINGS, TestChain.TRUSTING)).isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("signatures = \"derived\"");
    }
}
