package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealstream.devnet.chain.node.BlockLoop;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.devnet.chain.node.DevChain;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The block thread and its pace. */
final class BlockLoopTest {
    @TempDir
    private Path home = Path.of("");

    private DevChain node;

    @BeforeEach
    void open() {
        node = DevChain.open(home, new DevChain.Parts(TestChain.settings(), TestChain.TRUSTING, new ScriptedVerifier(),
                Clock.systemUTC(), false));
    }

    @AfterEach
    void close() {
        node.close();
    }

    private long height() {
        return node.chain().head().height();
    }

    @Test
    void shouldChangeItsPaceWhileItRuns() {
        try (BlockLoop loop = new BlockLoop(node, Duration.ofHours(1)).start()) {
            loop.blockTime(Optional.of(Duration.ofMillis(10)));
            await().until(() -> height() >= TestChain.PREPARED + 2);
            loop.blockTime(Optional.empty());
            assertThat(loop.blockTime()).isEmpty();
            node.mine(1);
            loop.blockTime(Optional.of(Duration.ofMillis(10)));
            long byHand = height();
            await().until(() -> height() > byHand);
        }
    }

    @Test
    void shouldMakeNothingWhileBlocksAreMadeByHand() {
        try (BlockLoop loop = new BlockLoop(node, Optional.empty()).start()) {
            node.mine(3);
            assertThat(height()).isEqualTo(TestChain.PREPARED + 2);
            assertThat(loop.trouble()).isEmpty();
        }
        assertThat(height()).isEqualTo(TestChain.PREPARED + 2);
    }

    @Test
    void shouldRefuseTimesThatAreTooShortOrTooLong() {
        try (BlockLoop loop = new BlockLoop(node, Optional.empty()).start()) {
            assertThatThrownBy(() -> loop.blockTime(Optional.of(Duration.ofMillis(9)))).isInstanceOf(ChainException.class)
                    .hasMessageContaining("10ms to 1h, not 9ms");
            assertThatThrownBy(() -> loop.blockTime(Optional.of(Duration.ofHours(2)))).isInstanceOf(ChainException.class);
        }
    }
}
