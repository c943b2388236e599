package io.sealstream.manager.domain.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.AggregateProofType;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.Policies;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.batch.BatchSplit.Part;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.domain.policy.LaneLimits;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Sealing;
import io.sealstream.manager.domain.sector.Persistence;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.domain.sector.Tries;
import io.sealstream.manager.domain.task.Piece;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages at the limits of the chain: sectors, bytes, gas. */
class BatchSplitTest {
    private static final int SMALL = SealProofType.STACKED_DRG_2KIB_V1_1.code();
    private static final int LARGE = SealProofType.STACKED_DRG_32GIB_V1_1.code();
    private static final int MOST_BYTES = 65_536;
    /** Bytes of a BLS signature with its type, and of everything beside the parameters at least. */
    private static final int SIGNATURE = 97;
    private static final ActorId MINER = new ActorId(1000);
    private static final ChainEpoch NOW = ChainEpoch.of(3_000_000);
    private static final ChainRules RULES = new ChainRules(ProvingSchedule.STANDARD, 150, 86_550, 900, 3_780, 518_400);
    private static final MinerPolicy POLICY = new MinerPolicy(0, 9_999_999, LARGE, Sealing.CONTINUOUS, 0, List.of("disk"),
            List.of(), List.of(), List.of(), Policies.upTo(TokenAmount.ofFil(1), TokenAmount.ofFil(1), TokenAmount.ofFil(1)),
            true, 5, 2, 2, 1, 3, rules(0), rules(0), LaneLimits.NONE);

    private static BatchRules rules(int aggregateFrom) {
        return new BatchRules(true, 4, 10, 1, TokenAmount.ZERO, 0, 1, 10, aggregateFrom);
    }

    private static Sector sector(long number, int sealProof) {
        int proofBytes = sealProof == LARGE ? 1_920 : 192;
        return new Sector(new SectorId(MINER, number), new Sector.Origin("cc", sealProof, "n", "s"),
                new Sector.Pieces(List.of(), Cid.unsealed(new byte[32])), new Sector.Ticket(NOW, Bytes.of(new byte[32])),
                new Sector.Replica(Cid.sealed(new byte[32]), Cid.unsealed(new byte[32]), NOW),
                new Sector.PreCommit(NOW, NOW.plus(700_000)), new Sector.Seed(NOW, Bytes.of(new byte[32])),
                new Sector.Proof(NOW, Bytes.of(new byte[proofBytes])), null, new Persistence.Done("disk"), Tries.NONE,
                new SectorState.AwaitingProveCommitBatch(NOW));
    }

    /** Sectors with data, whose precommits name their CommD. */
    private static List<Sector> full(int count) {
        Piece piece = new Piece(Cid.unsealed(new byte[32]), 1L << 35);
        return sectors(count, LARGE).stream()
                .map(s -> new Sector(s.id(), s.origin(), new Sector.Pieces(List.of(piece), piece.cid()), s.ticket(), s.replica(),
                        s.preCommit(), s.seed(), s.proof(), null, s.persistence(), s.tries(), s.state()))
                .toList();
    }

    private static List<Sector> sectors(int count, int sealProof) {
        return LongStream.range(100_000, 100_000 + count).mapToObj(n -> sector(n, sealProof)).toList();
    }

    private static List<Integer> sizes(List<Part> parts) {
        return parts.stream().map(p -> p.members().size()).toList();
    }

    private static List<Part> split(Purpose purpose, BatchRules rules, boolean aggregates, List<Sector> sectors) {
        return new BatchSplit(purpose, rules, 125, aggregates).of(sectors);
    }

    /** Bytes of the signed message with its longest addresses and amounts. */
    private static int bytes(Purpose purpose, Part part) {
        Bytes aggregate = part.form() == BatchForm.AGGREGATE
                ? Bytes.of(new byte[AggregateProofType
                        .bytes(SealProofType.of(part.members().getFirst().origin().sealProof()).orElseThrow(),
                                part.members().size())])
                : Bytes.EMPTY;
        OpenBatch batch = new OpenBatch("i", purpose, part.members().stream().map(s -> s.id().number()).toList(),
                Address.bls(new byte[48]), new Funds(TokenAmount.ofFil(1_000_000), TokenAmount.ZERO), NOW.plus(1_000_000), NOW,
                part.form(), 0, aggregate, "",
                "");
        return BatchMessages.intent(MINER, batch, part.members(), POLICY, RULES).params().length() + 150 + SIGNATURE;
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 100, 640, 700, 999, 1_000, 1_001, 2_500})
    void shouldFillNoPreCommitBeyondSixtyFourKibibytes(int count) {
        List<Part> parts = split(Purpose.PRECOMMIT, rules(0), true, sectors(count, LARGE));

        assertThat(parts).allMatch(p -> bytes(Purpose.PRECOMMIT, p) <= MOST_BYTES);
        assertThat(sizes(parts).stream().mapToInt(i -> i).sum()).isEqualTo(count);
        assertEven(parts);
    }

    private static void assertEven(List<Part> parts) {
        List<Integer> sizes = sizes(parts);
        int most = sizes.stream().mapToInt(i -> i).max().orElseThrow();
        assertThat(sizes).allMatch(size -> size >= most - 1);
    }

    @Test
    void shouldMakeAsFewMessagesAsFit() {
        int most = 500;
        while (split(Purpose.PRECOMMIT, rules(0), true, full(most + 1)).size() == 1) {
            most++;
        }
        Part full = split(Purpose.PRECOMMIT, rules(0), true, full(most)).getFirst();

        assertThat(bytes(Purpose.PRECOMMIT, full)).isBetween(MOST_BYTES - 300, MOST_BYTES);
        assertThat(sizes(split(Purpose.PRECOMMIT, rules(0), true, full(most + 1))))
                .as("split evenly, not %d and 1", most).containsExactlyInAnyOrder((most + 1) / 2, most + 1 - (most + 1) / 2);
    }

    @Test
    void shouldAggregateAtMostEightHundredAndNineteen() {
        BatchSplit exact = new BatchSplit(Purpose.PROVE_COMMIT, rules(4), 100, true);

        assertThat(sizes(exact.of(sectors(819, SMALL)))).containsExactly(819);
        assertThat(sizes(exact.of(sectors(820, SMALL)))).containsExactly(410, 410);
        assertThat(sizes(split(Purpose.PROVE_COMMIT, rules(4), true, sectors(819, SMALL))))
                .as("a quarter more gas does not fit into a block").containsExactly(409, 410);
        assertThat(sizes(exact.of(sectors(458, LARGE)))).containsExactly(458);
        assertThat(sizes(exact.of(sectors(459, LARGE)))).as("the task of the node is one record").containsExactly(229, 230);
        assertThat(split(Purpose.PROVE_COMMIT, rules(4), true, sectors(2_000, LARGE)))
                .allMatch(p -> p.form() == BatchForm.AGGREGATE && bytes(Purpose.PROVE_COMMIT, p) <= MOST_BYTES);
    }

    @Test
    void shouldAggregateFromFourOnWhereANodeCan() {
        assertThat(split(Purpose.PROVE_COMMIT, rules(0), true, sectors(3, LARGE)).getFirst().form()).isEqualTo(BatchForm.BATCH);
        assertThat(split(Purpose.PROVE_COMMIT, rules(0), true, sectors(4, LARGE)).getFirst().form())
                .as("less gas").isEqualTo(BatchForm.AGGREGATE);
        assertThat(split(Purpose.PROVE_COMMIT, rules(0), false, sectors(4, LARGE)).getFirst().form()).isEqualTo(BatchForm.BATCH);
        assertThat(split(Purpose.PROVE_COMMIT, rules(10), true, sectors(9, LARGE)).getFirst().form()).isEqualTo(BatchForm.BATCH);
        assertThat(split(Purpose.PROVE_COMMIT, rules(10), true, sectors(10, LARGE)).getFirst().form())
                .isEqualTo(BatchForm.AGGREGATE);
        assertThat(split(Purpose.PRECOMMIT, rules(4), true, sectors(9, LARGE)).getFirst().form()).isEqualTo(BatchForm.BATCH);
    }

    @Test
    void shouldSendThirtyThreeProofsOfThirtyTwoGibibytesInOneMessage() {
        assertThat(sizes(split(Purpose.PROVE_COMMIT, rules(0), false, sectors(33, LARGE)))).containsExactly(33);
        List<Part> parts = split(Purpose.PROVE_COMMIT, rules(0), false, sectors(34, LARGE));
        assertThat(sizes(parts)).containsExactly(17, 17);
        assertThat(parts).allMatch(p -> bytes(Purpose.PROVE_COMMIT, p) <= MOST_BYTES);
    }

    @Test
    void shouldStayBelowTheGasOfABlock() {
        List<Part> parts = split(Purpose.PROVE_COMMIT, rules(0), false, sectors(300, SMALL));

        assertThat(parts).hasSizeGreaterThan(1).allMatch(p -> p.gas() * 125 / 100 <= Gas.BLOCK_LIMIT);
        assertEven(parts);
    }

    @Test
    void shouldKeepTheMostUrgentInFrontAndTypesApart() {
        List<Sector> mixed = List.of(sector(9, LARGE), sector(3, SMALL), sector(5, LARGE), sector(1, SMALL));

        assertThat(split(Purpose.PROVE_COMMIT, rules(0), true, mixed))
                .extracting(p -> p.members().stream().map(s -> s.id().number()).toList())
                .containsExactly(List.of(9L, 5L), List.of(3L, 1L));
    }

    @Test
    void shouldSendEachAloneWhereBatchesAreOff() {
        assertThat(split(Purpose.PRECOMMIT, BatchRules.NONE, true, sectors(3, LARGE)))
                .hasSize(3).allMatch(p -> p.form() == BatchForm.SINGLE && p.members().size() == 1);
    }
}
