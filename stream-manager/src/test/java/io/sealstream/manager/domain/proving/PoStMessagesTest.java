package io.sealstream.manager.domain.proving;

import static io.sealstream.manager.domain.proving.Window.ID;
import static io.sealstream.manager.domain.proving.Window.MOVED;
import static io.sealstream.manager.domain.proving.Window.RANDOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.actors.SubmitWindowedPoStParams;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.IntentId;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.proving.PartitionState.AwaitingClose;
import io.sealstream.manager.domain.proving.PartitionState.AwaitingLanding;
import io.sealstream.manager.domain.proving.PartitionState.AwaitingOpening;
import io.sealstream.manager.domain.proving.PartitionState.AwaitingProof;
import io.sealstream.manager.domain.proving.PartitionState.AwaitingRecheck;
import io.sealstream.manager.domain.proving.PartitionState.Closed;
import io.sealstream.manager.domain.proving.ProvingEvent.DeadlineClosed;
import io.sealstream.manager.domain.proving.ProvingEvent.PartitionPlanned;
import io.sealstream.manager.domain.proving.ProvingEvent.PartitionProven;
import io.sealstream.manager.domain.proving.ProvingEvent.PoStSubmitFailed;
import io.sealstream.manager.domain.proving.ProvingEvent.PoStSubmitted;
import io.sealstream.manager.domain.proving.ProvingEvent.PoStTaskIssued;
import io.sealstream.manager.domain.task.SkippedSector;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoStMessagesTest {
    private final Window window = Window.begin();

    @Test
    void shouldLookAtTheChainOnceTheWindowIsOpen() {
        window.proved();

        assertThat(window.head(180)).isEmpty();
        assertThat(window.head(181))
                .anyMatch(e -> e instanceof Effect.AskChain ask && ask.requestId().equals("f01000/3/0/0/recheck/0")
                        && ask.question() instanceof ChainQuestion.ReadDeadline);
    }

    @Test
    void shouldDrawTheCommitRandomnessOfTheChallengeEpoch() {
        window.proved();
        Step<Partition, ProvingEvent> step = window.at(181).step(window.recheck(false, RANDOM));

        assertThat(step.effects()).containsExactly(new Effect.AskChain("f01000/3/0/0/commit/1",
                new ChainQuestion.DrawRandomness(Window.MINER, null, ChainQuestion.RandomnessPurpose.POST_CHAIN_COMMIT,
                        Window.CHALLENGE),
                240));
    }

    @Test
    void shouldSendTheProofUrgentlyFromAPostSender() {
        window.planned();
        window.step(Window.proof(1, "a", new SkippedSector(2, "unreadable")));
        window.at(181).step(window.recheck(false, RANDOM));
        Step<Partition, ProvingEvent> step = window.step(window.commit());

        Effect.Intent intent = ((Effect.SendMessage) step.effects().getFirst()).intent();
        assertThat(intent.sender()).isEqualTo(Window.CONTROL);
        assertThat(intent.urgent()).isTrue();
        assertThat(intent.validUntil()).isEqualTo(239);
        assertThat(intent.purpose()).isEqualTo(Purpose.WINDOW_POST);
        assertThat(intent.method()).isEqualTo(5);
        assertThat(intent.to()).isEqualTo(Window.MINER.address());
        assertThat(IntentId.partition(intent.id())).contains(ID);
        SubmitWindowedPoStParams params = SubmitWindowedPoStParams.fromCbor(intent.params().toArray());
        assertThat(params.deadline()).isEqualTo(3);
        assertThat(params.partitions()).singleElement().matches(p -> p.index() == 0 && p.skipped().equals(BitField.of(2)));
        assertThat(params.proofs()).singleElement().matches(p -> p.type() == 5 && p.bytes().equals(Window.PROOF));
        assertThat(params.chainCommitEpoch()).isEqualTo(Window.CHALLENGE);
        assertThat(params.chainCommitRand()).isEqualTo(Window.COMMIT);
    }

    @Test
    void shouldNotSendFromAnAddressThatMayNot() {
        window.postSenders = List.of(Window.key(9));
        window.proved();
        window.at(181).step(window.recheck(false, RANDOM));

        assertThat(window.step(window.commit()).rejected()).contains("is owner, worker or control");
        window.postSenders = List.of(Window.key(9), Window.OWNER);
        assertThat(window.step(window.commit()).events()).singleElement()
                .matches(e -> ((PoStSubmitted) e).sender().equals(Window.OWNER));
    }

    @Test
    void shouldProveAgainWhenAReorgMovedTheChallenge() {
        window.proved();
        Step<Partition, ProvingEvent> step = window.at(181).step(window.recheck(false, MOVED));

        assertThat(step.events()).hasExactlyElementsOfTypes(PartitionPlanned.class, PoStTaskIssued.class);
        assertThat(window.partition().plan().challenge()).isEqualTo(MOVED);
        assertThat(window.partition().state()).isEqualTo(new AwaitingProof(2, "a", ChainEpoch.of(181)));
        assertThat(window.step(Window.proof(1, "a")).rejected()).as("answers the old challenge").contains("does not wait for");
    }

    @Test
    void shouldSendNothingWhenTheChainHasTheProofAlready() {
        window.proved();
        Step<Partition, ProvingEvent> step = window.at(190).step(window.recheck(true, RANDOM));

        assertThat(step.events()).containsExactly(new PartitionProven(ID, ChainEpoch.ZERO, "", 190));
        assertThat(window.partition().state()).isEqualTo(new AwaitingClose(null, 190, ChainEpoch.of(190)));
    }

    @Test
    void shouldAskAgainWhenTheDeadlineWasReadBeforeItOpened() {
        window.proved();

        assertThat(window.at(179).step(window.recheck(true, RANDOM)).rejected()).contains("before it opened");
    }

    @Test
    void shouldBeProvenWhenTheMessageLands() {
        window.submitted();
        String intent = window.intent();
        Step<Partition, ProvingEvent> step = window.at(184).step(window.news(IntentOutcome.LANDED, 0));

        assertThat(step.events()).containsExactly(new PartitionProven(ID, ChainEpoch.ZERO, intent, 184));
        assertThat(window.partition().isProven()).isTrue();
    }

    @Test
    void shouldTakeNoSecondNoticeOfFinality() {
        window.landed();

        assertThat(window.step(window.news(IntentOutcome.FINAL, 0)).events()).isEmpty();
    }

    @Test
    void shouldWaitForTheSameMessageAfterAReorg() {
        window.submitted();
        AwaitingLanding before = (AwaitingLanding) window.partition().state();
        window.at(184).step(window.news(IntentOutcome.LANDED, 0));
        Step<Partition, ProvingEvent> step = window.at(186).step(window.news(IntentOutcome.REVERTED, 0));

        assertThat(step.events()).hasExactlyElementsOfTypes(PoStSubmitted.class);
        assertThat(window.intent()).isEqualTo(before.intent());
        assertThat(window.partition().messages()).isEqualTo(1);
        assertThat(window.partition().isProven()).isFalse();
    }

    @Test
    void shouldSendTheSameProofAgainAfterAFailureThatIsNotAboutIt() {
        window.submitted();
        String first = window.intent();
        Step<Partition, ProvingEvent> failed = window.at(184).step(window.news(IntentOutcome.FAILED, 0));
        assertThat(failed.events()).containsExactly(new PoStSubmitFailed(ID, ChainEpoch.ZERO, first, 0, "because"));
        assertThat(window.partition().state()).isInstanceOf(AwaitingRecheck.class);
        assertThat(window.head(185)).isNotEmpty();
        window.step(window.recheck(false, RANDOM));
        window.step(window.commit());

        assertThat(window.intent()).endsWith("/2").isNotEqualTo(first);
        assertThat(window.partition().attempts()).isEqualTo(1);
    }

    @Test
    void shouldMakeANewProofWhenTheChainRefusesIt() {
        window.submitted();
        window.at(184).step(window.news(IntentOutcome.LANDED, 16));
        Step<Partition, ProvingEvent> step = window.at(185).step(window.recheck(false, RANDOM));

        assertThat(step.events()).containsExactly(new PoStTaskIssued(ID, ChainEpoch.ZERO, 2, "a"));
        assertThat(window.step(Window.proof(1, "a")).rejected()).contains("does not wait for");
    }

    @Test
    void shouldNotSendAgainWhatTheChainHasAfterAll() {
        window.submitted();
        window.at(184).step(window.news(IntentOutcome.FAILED, 0));

        assertThat(window.at(186).step(window.recheck(true, RANDOM)).events()).hasExactlyElementsOfTypes(PartitionProven.class);
    }

    @Test
    void shouldRefuseNewsOfAnotherMessage() {
        window.submitted();
        ProvingCommand.ResolvePoSt other = new ProvingCommand.ResolvePoSt("f01000/WINDOW_POST/0/3/0/00000000/9",
                IntentOutcome.LANDED,
                Effect.Receipt.NONE, "");

        assertThat(window.step(other).rejected()).contains("does not wait for");
    }

    @Test
    void shouldReadTheDeadlineSomeEpochsAfterTheClose() {
        window.landed();

        assertThat(window.head(244)).isEmpty();
        assertThat(window.head(245))
                .anyMatch(e -> e instanceof Effect.AskChain ask && ask.requestId().equals("f01000/3/0/0/close/1"));
    }

    @Test
    void shouldCloseProvenWhenTheChainFindsNoFault() {
        window.landed();

        assertThat(window.at(245).step(window.closeRead(BitField.of(77))).events())
                .containsExactly(new DeadlineClosed(ID, ChainEpoch.ZERO, true, BitField.of(77)));
        assertThat(window.partition().state()).isEqualTo(new Closed(true, BitField.of(77), ChainEpoch.of(245)));
    }

    @Test
    void shouldBelieveTheChainWhenItFindsProvenSectorsFaulty() {
        window.landed();

        assertThat(window.at(245).step(window.closeRead(BitField.of(1, 2, 5))).events())
                .containsExactly(new DeadlineClosed(ID, ChainEpoch.ZERO, false, BitField.of(1, 2, 5)));
    }

    @Test
    void shouldNotHoldSkippedSectorsAgainstTheProof() {
        window.planned();
        window.step(Window.proof(1, "a", new SkippedSector(2, "unreadable")));

        assertThat(window.at(245).step(window.closeRead(BitField.of(2))).events())
                .containsExactly(new DeadlineClosed(ID, ChainEpoch.ZERO, true, BitField.of(2)));
    }

    @Test
    void shouldAskAgainWhenTheDeadlineWasReadBeforeItsClose() {
        window.landed();

        assertThat(window.at(239).step(window.closeRead(BitField.EMPTY)).rejected()).contains("before it closed");
        assertThat(window.partition().state()).isInstanceOf(AwaitingClose.class);
    }

    @Test
    void shouldAnswerNothingOnceItIsClosed() {
        window.landed();
        window.at(245).step(window.closeRead(BitField.EMPTY));

        assertThat(window.step(window.closeRead(BitField.EMPTY)).rejected()).contains("nobody waits");
        assertThat(window.head(9000)).isEmpty();
    }

    @Test
    void shouldSendNothingAfterTheClose() {
        window.proved();

        assertThat(window.at(240).step(window.recheck(false, RANDOM)).rejected()).contains("nobody waits");
        assertThat(window.step(window.commit()).rejected()).contains("nobody waits");
        assertThat(window.partition().state()).isInstanceOf(AwaitingOpening.class);
    }
}
