package io.sealstream.node.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.node.domain.FailureLevel;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Outcome.RefusedMember;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Work.Member;
import io.sealstream.node.fixture.StepLog;
import io.sealstream.node.fixture.TestNode;
import io.sealstream.node.fixture.TestTasks;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.scripted.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregateStepTest {
    @TempDir
    Path home;
    private final StepLog log = new StepLog();
    private TestNode node;
    private Member first;
    private Member second;

    @BeforeEach
    void open() throws Exception {
        node = new TestNode(home, log.engine());
        first = member(17);
        second = member(18);
        log.calls().clear();
    }

    @AfterEach
    void close() throws Exception {
        node.close();
    }

    private Member member(long number) throws Exception {
        Cid commR = node.sealed(number);
        Outcome.Proved proved = (Outcome.Proved) node.run(TestTasks.prove(number, commR));
        return new Member(number, commR, TestTasks.COMM_D, TestTasks.TICKET, TestTasks.SEED, proved.proof());
    }

    private static Member with(Member member, Bytes proof) {
        return new Member(member.number(), member.commR(), member.commD(), member.ticket(), member.seed(), proof);
    }

    private static void assertRefused(Outcome outcome, long number, String words) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Aggregated.class, done -> {
            assertThat(done.aggregate().isEmpty()).isTrue();
            assertThat(done.refused()).extracting(RefusedMember::number).containsExactly(number);
            assertThat(done.refused().getFirst().reason()).contains(words);
        });
    }

    @Test
    void shouldVerifyEachMemberAggregateAndVerifyTheAggregate() throws Exception {
        assertThat(node.run(TestTasks.aggregate(first, second))).isInstanceOfSatisfying(Outcome.Aggregated.class, done -> {
            assertThat(done.aggregate().length()).isEqualTo(5236);
            assertThat(done.refused()).isEmpty();
            assertThat(done.times()).extracting(Outcome.StageTime::stage).contains(Stage.VERIFY, Stage.AGGREGATE);
        });
        assertThat(log.calls()).containsExactly(Step.VERIFY_SEAL, Step.VERIFY_SEAL, Step.AGGREGATE, Step.VERIFY_AGGREGATE);
    }

    @Test
    void shouldNameAMemberWhoseProofDoesNotHoldAndMakeNoAggregate() throws Exception {
        Outcome outcome = node.run(TestTasks.aggregate(first, with(second, first.proof())));

        assertRefused(outcome, 18, "does not hold");
        assertThat(log.calls()).containsExactly(Step.VERIFY_SEAL, Step.VERIFY_SEAL);
    }

    @Test
    void shouldNameAMemberWhoseProofHasAnotherLength() throws Exception {
        assertRefused(node.run(TestTasks.aggregate(with(first, Bytes.EMPTY), second)), 17, "0 bytes, one of this type has 192");
    }

    @Test
    void shouldNotReportAnAggregateThatDoesNotHold() throws Exception {
        log.script().wrongAggregates(1);

        SealingStepsTest.assertFailed(node.run(TestTasks.aggregate(first, second)), FailureLevel.TEMPORARY,
                "does not hold itself");
        assertThat(node.run(TestTasks.aggregate(first, second))).isInstanceOf(Outcome.Aggregated.class);
    }

    @Test
    void shouldSayHowToGetTheSrs() throws Exception {
        log.script().fails(Step.AGGREGATE, Code.PARAMETERS);

        SealingStepsTest.assertFailed(node.run(TestTasks.aggregate(first, second)), FailureLevel.CRITICAL,
                "sealer-node params check");
    }

    @Test
    void shouldRefuseATaskWhoseValuesAreNone() throws Exception {
        Member shortSeed = new Member(18, second.commR(), second.commD(), second.ticket(), Bytes.fromHex("01"), second.proof());

        SealingStepsTest.assertFailed(node.run(TestTasks.aggregate(first, shortSeed)), FailureLevel.PERMANENT, "seed");
        SealingStepsTest.assertFailed(node.run(TestTasks.aggregate()), FailureLevel.PERMANENT, "members of an aggregate");
    }

    @Test
    void shouldSurviveADyingEngine() throws Exception {
        log.script().fails(Step.AGGREGATE, Code.ENGINE_LOST).fails(Step.VERIFY_AGGREGATE, Code.PANIC);

        assertThat(node.run(TestTasks.aggregate(first, second))).isInstanceOf(Outcome.Aggregated.class);
    }

    @Test
    void shouldStopWhenTheTaskIsWithdrawn() throws Exception {
        log.hangsIn(Step.AGGREGATE);
        CompletableFuture<Outcome> outcome = node.start(TestTasks.aggregate(first, second));
        log.awaitHanging();

        node.runner().cancel(TestTasks.aggregate(first, second));

        assertThat(node.runner().progress()).isEmpty();
        assertThat(outcome).isNotDone();
        assertThat(List.copyOf(log.calls())).endsWith(Step.AGGREGATE);
    }
}
