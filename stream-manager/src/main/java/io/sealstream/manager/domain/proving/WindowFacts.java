package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.proving.Partition.WindowProof;
import io.sealstream.manager.domain.task.ProvenSector;
import io.sealstream.manager.domain.task.SkippedSector;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the newest window of a partition tells those who watch: numbers, without its sectors and its proof.
 *
 * @param state      name of the state
 * @param open       first epoch of the window
 * @param close      first epoch after it
 * @param isClosed   whether the chain was asked how it ended
 * @param isProven   whether the chain has its proof
 * @param comesAgain whether the window of the next period has something to prove: false where all that was planned is faulty
 * @param faulty     faulty sectors: as the chain said at the close, and before it the recovering and the skipped ones
 * @param recovering faulty sectors that the window proves again; 0 after the close
 * @param skipped    sectors that its proof leaves out, because they could not be read
 */
public record WindowFacts(PartitionId id, String state, ChainEpoch open, ChainEpoch close, boolean isClosed, boolean isProven,
        boolean comesAgain, long faulty, long recovering, long skipped) {
    /** Names of the states of a window that is not closed, ascending. */
    public static final List<String> UNDER_WAY = Stream.of(PartitionState.class.getPermittedSubclasses())
            .filter(each -> each != PartitionState.Closed.class).map(Class::getSimpleName).sorted().toList();

    /** The facts of a partition. */
    public static WindowFacts of(Partition p) {
        BitField skipped = skipped(p.proof());
        return p.state() instanceof PartitionState.Closed closed
                ? facts(p, comesAgain(p, closed), closed.faulty(), BitField.EMPTY, skipped)
                : facts(p, true, p.isProven() ? skipped : skipped.union(p.plan().recovering()), p.plan().recovering(), skipped);
    }

    private static WindowFacts facts(Partition p, boolean comesAgain, BitField faulty, BitField recovering, BitField skipped) {
        return new WindowFacts(p.id(), ProvingMachine.name(p), p.plan().open(), p.plan().close(),
                p.state() instanceof PartitionState.Closed, p.isProven(), comesAgain, faulty.count(), recovering.count(),
                skipped.count());
    }

    private static boolean comesAgain(Partition p, PartitionState.Closed closed) {
        return !closed.faulty().containsAll(BitField.of(p.plan().sectors().stream().map(ProvenSector::number).toList()));
    }

    private static BitField skipped(@Nullable WindowProof proof) {
        return proof == null ? BitField.EMPTY : BitField.of(proof.skipped().stream().map(SkippedSector::number).toList());
    }
}
