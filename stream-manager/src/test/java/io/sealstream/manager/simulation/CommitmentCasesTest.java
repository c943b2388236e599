package io.sealstream.manager.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorClocks;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.topology.Stores;
import io.sealstream.manager.topology.TestSerdes;
import io.sealstream.schemas.avro.LaneLimits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The known cases in which rivals lose sectors and fees, scripted: batches, lanes and money, by the numbers of this project. */
class CommitmentCasesTest {
    private static final int SEEDS = 3;

    /** A scene is made for each seed: what happens once, happens once in each. */
    private static List<Outcome> run(Supplier<Scene> scene, Fault... faults) {
        return LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> {
            Options options = Options.of(seed).withOnly(Set.of(faults)).withScene(scene.get());
            Outcome outcome = Simulation.run(options, TestSerdes.fresh());
            if (!outcome.ok()) {
                throw new AssertionError("seed " + seed + ": " + outcome.what() + "\n  " + String.join("\n  ", outcome.trace()),
                        outcome.violation());
            }
            return outcome;
        }).toList();
    }

    private static int count(List<Outcome> outcomes, String event) {
        return outcomes.stream().mapToInt(outcome -> outcome.count(event)).sum();
    }

    private static Stream<Sector> sectors(Weather.Parts parts) {
        return parts.miners().stream().flatMap(miner -> parts.fold().states(Stores.SECTORS, miner.toString()).values().stream());
    }

    private static boolean waitsForPreCommit(Sector sector) {
        return sector.state() instanceof SectorState.AwaitingPreCommitBatch;
    }

    private static boolean waitsForProveCommit(Sector sector) {
        return sector.state() instanceof SectorState.AwaitingProveCommitBatch;
    }

    private static Optional<ChainEpoch> firstLastSafe(Weather.Parts parts, Purpose purpose) {
        return sectors(parts)
                .filter(purpose == Purpose.PRECOMMIT
                        ? CommitmentCasesTest::waitsForPreCommit
                        : CommitmentCasesTest::waitsForProveCommit)
                .map(sector -> SectorClocks.lastSafe(purpose, sector, parts.clocks().rules())).min(ChainEpoch::compareTo);
    }

    /** Epochs go by until the first of so many waiting sectors of each miner is so far from its last safe epoch. */
    private static Scene nearTheClock(Terms terms, Purpose purpose, int waiting, long lead) {
        return Scene.of(terms).once(parts -> {
            long count = sectors(parts).filter(purpose == Purpose.PRECOMMIT
                    ? CommitmentCasesTest::waitsForPreCommit
                    : CommitmentCasesTest::waitsForProveCommit).count();
            boolean all = count >= (long) waiting * parts.miners().size();
            if (all) {
                firstLastSafe(parts, purpose).ifPresent(epoch -> parts.clocks().aimAt(epoch.value() - lead));
            }
            return all;
        });
    }

    @Test
    @DisplayName("case 36: a ticket too old to be sent is replaced, and the rest of the batch goes")
    void shouldDrawAnotherTicketForTheOldOneOnly() {
        Terms terms = Terms.sharing(2, 0).wanting(8).withoutSlack();
        List<Outcome> outcomes = run(() -> nearTheClock(terms, Purpose.PRECOMMIT, 2, -1));
        assertThat(count(outcomes, "TicketAssigned")).as("tickets").isGreaterThan(count(outcomes, "SectorAllocated"));
        assertThat(count(outcomes, "MessageFailed ESTIMATE")).as("messages with old tickets").isZero();
    }

    @Test
    @DisplayName("case 37: one sector whose precommit the chain refuses does not spoil the others of its batch")
    void shouldIsolateTheSectorWhoseNumberIsTaken() {
        List<Outcome> outcomes = run(() -> Scene.of(Terms.sharing(6, 0)).once(parts -> {
            boolean ready = sectors(parts).filter(CommitmentCasesTest::waitsForPreCommit).count() >= 3;
            if (ready) {
                parts.outside().takeNumber();
            }
            return ready;
        }));
        assertThat(count(outcomes, "PreCommitFailed")).as("refused precommits").isPositive();
        assertThat(count(outcomes, "BatchFormed BATCH")).as("batches").isPositive();
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.proven()).as("proven sectors").isGreaterThanOrEqualTo(5));
    }

    @Test
    @DisplayName("case 38: an invalid proof among those to aggregate is dropped, and the others go as an aggregate")
    void shouldDropAnInvalidProofFromAnAggregate() {
        List<Outcome> outcomes = run(() -> Scene.of(Terms.sharing(8, 4)), Fault.WRONG_PROOF);
        assertThat(count(outcomes, "BatchFormed AGGREGATE")).as("aggregates").isPositive();
        assertThat(count(outcomes, "ProofRefused")).as("refused proofs").isPositive();
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.proven()).as("proven sectors").isGreaterThanOrEqualTo(8));
    }

    @Test
    @DisplayName("case 39: an expiration that waiting made too short is chosen anew before the message is sent")
    void shouldChooseTheExpirationWhenTheMessageIsSent() {
        List<Outcome> outcomes = run(() -> nearTheClock(Terms.sharing(2, 0).wanting(8), Purpose.PRECOMMIT, 2, 70));
        assertThat(count(outcomes, "BatchDue DEADLINE")).as("batches that left for a clock").isPositive();
        assertThat(count(outcomes, "PreCommitFailed")).as("refused precommits").isZero();
    }

    @Test
    @DisplayName("case 40: a base fee above the threshold does not keep a batch beyond its slack")
    void shouldSendBeforeTheClockWhateverTheBaseFee() {
        Terms terms = Terms.sharing(2, 0).wanting(8).patient("100000000");
        List<Outcome> outcomes = run(() -> nearTheClock(terms, Purpose.PRECOMMIT, 2, 45), Fault.FEES);
        assertThat(count(outcomes, "BatchDue DEADLINE")).as("batches that left for a clock").isPositive();
        assertThat(count(outcomes, "BatchDue FEE")).as("batches that left for a low fee").isZero();
    }

    @Test
    @DisplayName("case 44: a fiftyfold base fee for hours; WindowPoSt is replaced by fee, others are held, the day's limit is kept")
    void shouldReplaceAndHoldUnderAFeeStorm() {
        LaneLimits limits = LaneLimits.newBuilder().setPreCommitPerDay("20000000000000000")
                .setProveCommitPerDay("20000000000000000").setReplaceAfter(3L).build();
        List<Outcome> outcomes = run(() -> Scene.of(Terms.single(4).limited(limits)), Fault.FEES, Fault.BASE_FEE);
        assertThat(count(outcomes, "MessageFilled again")).as("replaced messages").isPositive();
        assertThat(count(outcomes, "MessageHeld SPEND")).as("messages held by the day's limit").isPositive();
    }

    @Test
    @DisplayName("case 45: a message stuck at a low nonce of the commit address leaves WindowPoSt alone")
    void shouldProveWhileTheCommitLaneIsStuck() {
        List<Outcome> outcomes = run(() -> Scene.of(Terms.single(3)).once(parts -> {
            boolean proving = sectors(parts).anyMatch(sector -> sector.state() instanceof SectorState.Proving);
            if (proving) {
                for (ActorId miner : parts.miners()) {
                    parts.chain().chain().pool().withheld().hold(Optional.of(Keys.of(miner).worker()));
                    parts.operator().wantMore(miner);
                }
            }
            return proving;
        }));
        assertThat(count(outcomes, "PartitionProven")).as("proven windows").isPositive();
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.missed()).as("missed sectors").isZero());
    }

    @Test
    @DisplayName("case 49: a message that ran out of gas, or whose sender lacks money, is sent again")
    void shouldSendAgainWhatRanOutOfGasOrMoney() {
        List<Outcome> outcomes = run(() -> Scene.of(Terms.single(4)), Fault.GAS_SHORT, Fault.MONEY_LOW, Fault.FEES);
        assertThat(outcomes.stream().mapToInt(outcome -> outcome.messages().failed()).sum()).as("failed messages").isPositive();
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.proven()).as("proven sectors").isGreaterThanOrEqualTo(4));
    }

    @Test
    @DisplayName("case 50: a sender that cannot pay for all sends what it can, and the rest after a top-up")
    void shouldSendTheAffordablePartFirst() {
        List<Outcome> outcomes = run(() -> Scene.of(Terms.sharing(6, 0)), Fault.MONEY_LOW, Fault.FEES);
        assertThat(count(outcomes, "BatchHeld")).as("batches that lacked money").isPositive();
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.proven()).as("proven sectors").isGreaterThanOrEqualTo(6));
    }

    @Test
    @DisplayName("case 51: control keys change on chain; the sender is looked up again, and nothing goes twice")
    void shouldFollowChangedKeys() {
        List<Outcome> outcomes = run(() -> Scene.of(Terms.single(4)), Fault.KEYS_CHANGED);
        assertThat(outcomes.stream().mapToInt(outcome -> outcome.strikes().getOrDefault(Fault.KEYS_CHANGED, 0)).sum())
                .as("changes").isPositive();
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.proven()).as("proven sectors").isGreaterThanOrEqualTo(4));
    }

    @Test
    @DisplayName("case 52: somebody uses our key at our nonce; the intent gets another nonce and lands once")
    void shouldGiveAnotherNonceToADisplacedMessage() {
        List<Outcome> outcomes = run(() -> Scene.of(Terms.single(4)).once(parts -> parts.outside().takeNonce()));
        assertThat(count(outcomes, "MessageDisplaced")).as("displaced messages").isPositive();
    }

    @Test
    @DisplayName("case 55: a chain node that does not answer during WindowPoSt cancels no proof")
    void shouldProveThoughCallsFail() {
        List<Outcome> outcomes = run(() -> Scene.of(Terms.single(3)), Fault.CHAIN_UNREACHABLE);
        assertThat(count(outcomes, "PartitionProven")).as("proven windows").isPositive();
    }
}
