package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.miner.Deadline;
import io.sealstream.devnet.chain.miner.Partition;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.actors.CompactPartitionsParams;
import io.sealstream.filecoin.actors.CompactSectorNumbersParams;
import io.sealstream.filecoin.actors.DeclareFaultsParams;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PartitionSectors;
import io.sealstream.filecoin.actors.TerminateSectorsParams;
import io.sealstream.filecoin.state.SectorLocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of CompactPartitions and CompactSectorNumbers in chain.md 4.9; partitions of 2 KiB sectors hold two. */
final class CompactRulesTest {
    /** Enough that a deadline gets three partitions. */
    private static final int SECTORS = 48 * 5;

    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;
    private long deadline;

    @BeforeEach
    void prove() {
        miner = test.createMiner();
        long[] numbers = new long[SECTORS];
        Arrays.setAll(numbers, index -> index + 1);
        test.activate(miner, numbers);
        deadline = fullest();
        test.proveWindow(miner, first(0));
        toCompactable();
    }

    private long fullest() {
        for (int index = 0; index < 48; index++) {
            if (test.miner(miner).deadlines().get(index).partitions().size() >= 3) {
                return index;
            }
        }
        throw new IllegalStateException("no deadline has three partitions");
    }

    private Deadline deadline() {
        return test.miner(miner).deadlines().get((int) deadline);
    }

    private Partition partition(int index) {
        return deadline().partitions().get(index);
    }

    private long first(int partition) {
        return partition(partition).sectors().first();
    }

    /** Behind the dispute window of the last proof. */
    private void toCompactable() {
        DeadlineInfo next = test.window(miner, first(0));
        test.skipTo(next.close().value() - 2880 + 1800);
    }

    private MessageReceipt compact(Address caller, long index, BitField partitions) {
        return test.call(caller, miner, MinerMethod.COMPACT_PARTITIONS, new CompactPartitionsParams(index, partitions).toCbor());
    }

    private void refused(long code, BitField partitions) {
        List<Partition> before = deadline().partitions();
        assertThat(compact(WORKER, deadline, partitions).exitCode()).as(test.error()).isEqualTo(code);
        assertThat(deadline().partitions()).isEqualTo(before);
    }

    private void terminate(int partition, BitField sectors) {
        test.requireOk(test.call(WORKER, miner, MinerMethod.TERMINATE_SECTORS,
                new TerminateSectorsParams(List.of(new PartitionSectors(deadline, partition, sectors))).toCbor()));
    }

    @Test
    void shouldForgetDeadSectorsAndPutTheLiveOnesTogether() {
        List<BitField> old = deadline().partitions().stream().map(Partition::sectors).toList();
        BitField dead = BitField.of(old.get(0).first(), old.get(1).last());
        terminate(0, BitField.of(old.get(0).first()));
        terminate(1, BitField.of(old.get(1).last()));
        assertThat(compact(WORKER, deadline, BitField.of(0, 1)).exitCode()).as(test.error()).isZero();
        assertThat(deadline().partitions().stream().map(Partition::sectors)).containsExactlyElementsOf(
                expected(old, old.get(0).union(old.get(1)).subtract(dead)));
        assertThat(test.miner(miner).sectors().find(dead.first())).isEmpty();
        assertThat(test.miner(miner).preCommits().allocated().contains(dead.first())).isTrue();
        assertThat(deadline().partitions()).allMatch(each -> each.unproven().isEmpty());
    }

    /** The partitions that stay move up; the live sectors of the others fill the last one and new ones behind it. */
    private static List<BitField> expected(List<BitField> old, BitField live) {
        List<BitField> rest = new ArrayList<>(old.subList(2, old.size()));
        for (long sector : live.stream().toArray()) {
            if (rest.getLast().count() < 2) {
                rest.set(rest.size() - 1, rest.getLast().with(sector));
            } else {
                rest.add(BitField.of(sector));
            }
        }
        return rest;
    }

    @Test
    void shouldKeepExpirationsOfMovedPartitions() {
        long moved = first(2);
        DeadlineInfo window = test.window(miner, moved);
        terminate(0, partition(0).sectors());
        assertThat(compact(WORKER, deadline, BitField.of(0)).exitCode()).isZero();
        assertThat(test.place(miner, moved)).isEqualTo(new SectorLocation(deadline, 1));
        long end = test.partition(miner, moved).expiration(moved, false).orElseThrow().value();
        while (test.height() < end) {
            test.proveWindow(miner, moved);
        }
        assertThat(window.quant().up(test.miner(miner).sectors().get(moved).expiration()).value()).isEqualTo(end);
        assertThat(test.partition(miner, moved).terminated().contains(moved)).isTrue();
    }

    @Test
    void shouldDoNothingForNoPartitions() {
        List<Partition> before = deadline().partitions();
        assertThat(compact(WORKER, deadline, BitField.EMPTY).exitCode()).isZero();
        assertThat(deadline().partitions()).isEqualTo(before);
    }

    @Test
    void shouldRefuseDeadlinesThatMayBeDisputedOrAreProvenNextWith18() {
        DeadlineInfo next = test.window(miner, first(0));
        test.skipTo(next.open().value() - 61);
        refused(18, BitField.of(0));
        test.proveWindow(miner, first(0));
        test.skipTo(next.close().value() + 1798);
        refused(18, BitField.of(0));
        assertThat(compact(WORKER, deadline, BitField.of(0)).exitCode()).as(test.error()).isZero();
    }

    @Test
    void shouldRefuseFaultyAndUnprovenSectorsWith16() {
        test.requireOk(test.call(WORKER, miner, MinerMethod.DECLARE_FAULTS, new DeclareFaultsParams(
                List.of(new PartitionSectors(deadline, 1, BitField.of(first(1))))).toCbor()));
        refused(16, BitField.of(0, 1));
        assertThat(test.error()).contains("has faults");
        terminate(1, BitField.of(first(1)));
        assertThat(compact(WORKER, deadline, BitField.of(1)).exitCode()).as(test.error()).isZero();
    }

    @Test
    void shouldRefuseUnprovenSectorsWith16() {
        test.activate(miner, LongStream.range(1000, 1096).toArray());
        toCompactable();
        int last = deadline().partitions().size() - 1;
        assertThat(partition(last).unproven()).isNotEqualTo(BitField.EMPTY);
        refused(16, BitField.of(last));
        assertThat(test.error()).contains("unproven");
    }

    @Test
    void shouldRefuseUnknownPartitionsAndDeadlinesWith16() {
        refused(16, BitField.of(deadline().partitions().size()));
        refused(16, BitField.range(0, 50));
        refused(16, BitField.range(0, 3001));
        assertThat(compact(WORKER, 48, BitField.of(0)).exitCode()).isEqualTo(16);
    }

    @Test
    void shouldRefuseStrangersWith18() {
        assertThat(compact(STRANGER, deadline, BitField.of(0)).exitCode()).isEqualTo(18);
        assertThat(mask(STRANGER, BitField.of(5000)).exitCode()).isEqualTo(18);
    }

    private MessageReceipt mask(Address caller, BitField numbers) {
        return test.call(caller, miner, MinerMethod.COMPACT_SECTOR_NUMBERS, new CompactSectorNumbersParams(numbers).toCbor());
    }

    @Test
    void shouldGiveUpMaskedNumbersForGood() {
        assertThat(mask(WORKER, BitField.range(1, 600)).exitCode()).isZero();
        assertThat(test.miner(miner).preCommits().allocated()).isEqualTo(BitField.range(1, 600));
        assertThat(test.preCommit(miner, test.preCommit(599)).exitCode()).isEqualTo(16);
        assertThat(test.preCommit(miner, test.preCommit(600)).exitCode()).as(test.error()).isZero();
    }

    @Test
    void shouldRefuseEmptyMasksAndNumbersBeyondTheLargestWith16() {
        assertThat(mask(WORKER, BitField.EMPTY).exitCode()).isEqualTo(16);
        assertThat(mask(WORKER, BitField.of(Long.MIN_VALUE)).exitCode()).isEqualTo(16);
        assertThat(mask(WORKER, BitField.of(Long.MAX_VALUE)).exitCode()).isZero();
    }
}
