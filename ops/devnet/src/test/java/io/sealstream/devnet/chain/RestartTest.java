package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.devnet.chain.blocks.Genesis;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.devnet.chain.node.ChainHomeLock;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.devnet.chain.node.OtherRulesException;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Hashes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.filecoin.TokenAmount;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain on disk: a process that is killed leaves its journal as it is, which these tests do by opening it a second time. */
final class RestartTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @TempDir
    private Path home = Path.of("");

    private DevChain open() {
        return open(TestChain.settings(), new ScriptedVerifier());
    }

    private DevChain open(GenesisSettings settings, ProofVerifier verifier) {
        return DevChain.open(home, new DevChain.Parts(settings, TestChain.TRUSTING, verifier, CLOCK, true));
    }

    private static SignedMessage push(DevChain node, Address from, Address to, TokenAmount value) {
        long nonce = node.chain().pool().nextNonce(from, node.chain().head().after());
        SignedMessage signed = TestChain.signed(Message.call(to, from, value, 0, Bytes.EMPTY).withNonce(nonce).withGas(20_000_000,
                TokenAmount.ofAtto(1000), TokenAmount.ofAtto(100)));
        node.push(signed);
        return signed;
    }

    private static Address faucet() {
        return Genesis.faucet(TestChain.settings());
    }

    @Test
    void shouldContinueWhereAKilledProcessWas() {
        DevChain killed = open();
        push(killed, faucet(), OWNER, TokenAmount.ofFil(5));
        killed.mine(3);
        killed.skipTo(killed.chain().head().height() + 500);
        push(killed, OWNER, WORKER, TokenAmount.ofFil(1));
        killed.mine(2);
        TipSetKey head = killed.chain().head().key();
        DevChain again = open();
        assertThat(again.chain().head().key()).isEqualTo(head);
        assertThat(again.chain().head().stateRoot()).isEqualTo(killed.chain().head().stateRoot());
        assertThat(again.chain().head().after().find(WORKER).orElseThrow().balance()).isEqualTo(TokenAmount.ofFil(1));
        killed.mine(5);
        again.close();
    }

    @Test
    void shouldMakeTheSameNextTipsetAsWithoutRestart() {
        DevChain killed = open();
        push(killed, faucet(), OWNER, TokenAmount.ofFil(5));
        killed.mine(4);
        DevChain again = open();
        again.mine(1);
        assertThat(again.chain().head().key())
                .isEqualTo(killed.chain().make(again.chain().head().height(), new ScriptedVerifier()).entry().key());
    }

    @Test
    void shouldKeepPendingMessages() {
        DevChain killed = open();
        SignedMessage executed = push(killed, faucet(), OWNER, TokenAmount.ofFil(5));
        killed.mine(1);
        SignedMessage waiting = push(killed, faucet(), WORKER, TokenAmount.ofFil(5));
        DevChain again = open();
        assertThat(again.chain().pool().pending()).containsExactly(waiting);
        assertThat(again.chain().store().executed(executed.cid())).isPresent();
    }

    @Test
    void shouldNotAskForProofsAgain() {
        TestChain script = TestChain.funded();
        Address miner = script.createMiner();
        script.preCommit(miner, script.preCommit(1));
        script.skipTo(script.height() + 11);
        ProofVerifier once = script.verifier;
        DevChain killed = open(TestChain.settings(), once);
        script.chain.store().above(TestChain.PREPARED - 1).values().forEach(entry -> {
            entry.messages().forEach(killed::push);
            killed.produce(entry.height());
        });
        killed.push(TestChain.signed(
                script.message(WORKER, miner, TokenAmount.ZERO, TestChain.PROVE_COMMIT, Bytes.of(TestChain.prove(1).toCbor()))));
        killed.mine(1);
        assertThat(killed.chain().head().after().miner(miner).orElseThrow().sectors().all()).containsOnlyKeys(1L);
        int asked = script.verifier.seals().size();
        assertThat(asked).isPositive();
        DevChain again = open(TestChain.settings(), once);
        assertThat(again.chain().head().key()).isEqualTo(killed.chain().head().key());
        assertThat(script.verifier.seals()).hasSize(asked);
    }

    @Test
    void shouldDropARecordThatWasCutOff() throws IOException {
        DevChain killed = open();
        killed.mine(3);
        Path journal = journal();
        long size = Files.size(journal);
        killed.mine(1);
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(journal) - 7);
        }
        DevChain again = open();
        assertThat(again.chain().head().height()).isEqualTo(TestChain.PREPARED + 2);
        assertThat(Files.size(journal)).isEqualTo(size);
        again.mine(1);
        assertThat(open().chain().head().key()).isEqualTo(again.chain().head().key());
    }

    private Path journal() throws IOException {
        try (var files = Files.list(home)) {
            return files.filter(file -> file.toString().endsWith(".journal")).findFirst().orElseThrow();
        }
    }

    @Test
    void shouldRefuseADamagedRecordInTheMiddle() throws IOException {
        open().mine(5);
        try (FileChannel channel = FileChannel.open(journal(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[]{ 1, 2, 3}), 100);
        }
        assertThatThrownBy(this::open).isInstanceOf(ChainException.class).hasMessageContaining("is damaged at byte");
    }

    @Test
    void shouldRefuseTheJournalOfAnotherGenesis() {
        open().mine(1);
        GenesisSettings usual = TestChain.settings();
        GenesisSettings other = new GenesisSettings(NetworkPolicy.DEVNET, "other", usual.time(), usual.prepared(), usual.faucet(),
                Map.of());
        assertThatThrownBy(() -> open(other, new ScriptedVerifier())).isInstanceOf(ChainException.class)
                .hasMessageContaining("another genesis");
    }

    /** The journal of another chain under the name of the usual one: what it holds does not follow from the rules. */
    @Test
    void shouldTellAJournalOfOtherRulesFromADamagedOne() throws IOException {
        GenesisSettings usual = TestChain.settings();
        open(new GenesisSettings(NetworkPolicy.DEVNET, "other", usual.time(), usual.prepared(), usual.faucet(), Map.of()),
                new ScriptedVerifier()).mine(1);
        byte[] name = Hashes.blake2b256(usual.identity().getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(journal(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(name), 8);
        }
        assertThatThrownBy(this::open).isInstanceOf(OtherRulesException.class)
                .hasMessageContaining("another version of the rules");
    }

    @Test
    void shouldRefuseASecondProcess() {
        ChainHomeLock first = ChainHomeLock.take(home);
        assertThatThrownBy(() -> ChainHomeLock.take(home)).isInstanceOf(ChainException.class)
                .hasMessageContaining("another dev chain runs on");
        first.close();
        ChainHomeLock.take(home).close();
    }
}
