package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.SeededBytes;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.devnet.chain.node.WinningCheck;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.devnet.chain.rules.ProofVerifier.WinningPoStStatement;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.PoStProof;
import io.sealstream.filecoin.PoStProofType;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.SignedMessage;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a WinningPoSt states follows from the chain. */
final class WinningCheckTest {
    private static final long FINALITY = 900;

    private final TestChain test = TestChain.funded();
    private final WinningCheck check = new WinningCheck(new Host(test));
    private Address miner = Address.SYSTEM;
    private long proven;

    /** A node of which only chain and proofs are asked. */
    private record Host(TestChain test) implements ChainHost {
        @Override
        public Chain chain() {
            return test.chain;
        }

        @Override
        public ProofVerifier proofs() {
            return test.verifier;
        }

        @Override
        public void push(SignedMessage message) {
            throw new UnsupportedOperationException("a check sends nothing");
        }

        @Override
        public void ticketDrawn(ActorId miner, long epoch) {
            throw new UnsupportedOperationException("a check draws no ticket");
        }

        @Override
        public void listen(Consumer<Entry> listener) {
            throw new UnsupportedOperationException("a check does not wait");
        }

        @Override
        public void forget(Consumer<Entry> listener) {
            throw new UnsupportedOperationException("a check does not wait");
        }
    }

    @BeforeEach
    void proveSectors() {
        miner = test.createMiner();
        test.activate(miner, 1, 2);
        DeadlineInfo window = test.openWindow(miner, 1);
        test.submit(miner, test.post(window));
        proven = test.height();
    }

    private static PoStProof proof(Bytes bytes) {
        return new PoStProof(PoStProofType.WINNING_2KIB.code(), bytes);
    }

    @Test
    void shouldStateTheRandomnessOfTheRoundAndAnActiveSector() {
        test.skipTo(proven + FINALITY);
        ChainEpoch round = new ChainEpoch(test.height() + 1);
        WinningCheck.Answer answer = check.check(miner, round, proof(ScriptedVerifier.good(192)));
        assertThat(answer.holds()).isTrue();
        WinningPoStStatement seen = test.verifier.winning().getLast();
        assertThat(seen).isEqualTo(answer.statement());
        assertThat(seen.type()).isEqualTo(PoStProofType.WINNING_2KIB);
        assertThat(seen.randomness())
                .isEqualTo(Randomness.forPoSt(Randomness.draw(new SeededBytes("test").beacon(round.value()).data(),
                        DomainSeparationTag.WINNING_POST_CHALLENGE_SEED, round,
                        Randomness.minerEntropy(test.miner(miner).id()))));
        assertThat(seen.sector().number()).isBetween(1L, 2L);
        assertThat(seen.sector().sealedCid()).isEqualTo(TestChain.sealed((int) seen.sector().number()));
    }

    @Test
    void shouldChallengeBothSectorsInTheLongRun() {
        test.skipTo(proven + FINALITY + 40);
        assertThat(LongStream.rangeClosed(proven + FINALITY, test.height())
                .map(round -> check.statement(miner, new ChainEpoch(round)).sector().number()).distinct().sorted())
                .containsExactly(1L, 2L);
    }

    @Test
    void shouldSayThatAWrongProofDoesNotHold() {
        test.skipTo(proven + FINALITY);
        assertThat(check.check(miner, new ChainEpoch(test.height()), proof(ScriptedVerifier.bad(192))).holds()).isFalse();
    }

    @Test
    void shouldRefuseSectorsThatWereNotActiveAFinalityAgo() {
        test.skipTo(proven + FINALITY - 1);
        assertThatThrownBy(() -> check.statement(miner, new ChainEpoch(test.height()))).isInstanceOf(ChainException.class)
                .hasMessageContaining("no active sector");
    }

    @Test
    void shouldRefuseRoundsToComeUnknownMinersAndOtherTypes() {
        test.skipTo(proven + FINALITY);
        ChainEpoch now = new ChainEpoch(test.height());
        assertThatThrownBy(() -> check.statement(miner, now.plus(2))).isInstanceOf(ChainException.class)
                .hasMessageContaining("round");
        assertThatThrownBy(() -> check.statement(TestChain.OWNER, now)).isInstanceOf(ChainException.class)
                .hasMessageContaining("was no miner");
        assertThatThrownBy(() -> check.check(miner, now, new PoStProof(TestChain.WINDOW_2KIB, ScriptedVerifier.good(192))))
                .isInstanceOf(ChainException.class).hasMessageContaining("type");
    }
}
