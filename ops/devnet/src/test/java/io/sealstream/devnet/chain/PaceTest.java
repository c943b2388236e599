package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.blocks.Pace;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.TokenAmount;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the chain skips ahead: design, section 7. */
final class PaceTest {
    private final TestChain test = TestChain.funded();
    private final Pace pace = new Pace(NetworkPolicy.DEVNET.schedule());

    private Pace.Step next(long lastLanded, Optional<String> hold) {
        return pace.next(new Pace.Situation(test.height(), lastLanded, test.chain.pool().isEmpty(), hold, true), test.state());
    }

    private Pace.Step next() {
        return next(0, Optional.empty());
    }

    @Test
    void shouldRunInRealTimeWithoutSectors() {
        test.createMiner();
        assertThat(next()).isInstanceOf(Pace.Step.RealTime.class);
        assertThat(next().reason()).isEqualTo("no sector has to be proven");
    }

    @Test
    void shouldNotSkipWhileAPreCommitIsOpen() {
        Address miner = test.createMiner();
        test.activate(miner, 1);
        test.preCommit(miner, test.preCommit(2));
        assertThat(next().reason()).contains("has a precommit to prove");
    }

    @Test
    void shouldSkipToBeforeTheChallengeInShortRunsOfNullRounds() {
        Address miner = test.createMiner();
        test.activate(miner, 1);
        DeadlineInfo window = test.window(miner, 1);
        while (next() instanceof Pace.Step.Skip skip) {
            assertThat(skip.target()).isEqualTo(window.challenge().value() - 20);
            assertThat(skip.epoch()).isLessThanOrEqualTo(test.height() + 60);
            test.skipTo(skip.epoch());
        }
        assertThat(test.height()).isBetween(window.challenge().value() - 26, window.challenge().value() - 20);
    }

    @Test
    void shouldRunTheWindowInRealTimeAndAFewEpochsMore() {
        Address miner = test.createMiner();
        test.activate(miner, 1);
        DeadlineInfo window = test.window(miner, 1);
        test.skipTo(window.challenge().value() - 20);
        while (test.height() < window.close().value() + 11) {
            assertThat(next()).isInstanceOf(Pace.Step.RealTime.class);
            if (test.height() == window.open().value() + 5) {
                test.submit(miner, test.post(window));
            }
            test.mine();
        }
        test.mine();
        assertThat(next()).isInstanceOf(Pace.Step.Skip.class);
    }

    @Test
    void shouldWaitForMessagesHoldsAndConfidence() {
        Address miner = test.createMiner();
        test.activate(miner, 1);
        assertThat(next(test.height() - 19, Optional.empty()).reason()).contains("a message landed");
        assertThat(next(0, Optional.of("by test")).reason()).isEqualTo("held: by test");
        test.chain.pool().add(TestChain.signed(test.message(TestChain.OWNER, TestChain.WORKER, TokenAmount.ZERO, 0,
                Bytes.EMPTY)), test.state());
        assertThat(next().reason()).isEqualTo("messages are pending");
    }

    @Test
    void shouldNotWaitForFaultySectors() {
        Address miner = test.createMiner();
        test.activate(miner, 1);
        DeadlineInfo missed = test.window(miner, 1);
        test.skipTo(missed.close().value() + 20);
        assertThat(next().reason()).isEqualTo("no sector has to be proven");
    }

    @Test
    void shouldNeverSkipWhenItIsSwitchedOff() {
        test.activate(test.createMiner(), 1);
        Pace.Situation off = new Pace.Situation(test.height(), 0, true, Optional.empty(), false);
        assertThat(pace.next(off, test.state()).reason()).contains("switched off");
    }
}
