package io.sealstream.filecoin.state;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/**
 * One partition, as {@code StateMinerPartitions} answers it.
 *
 * @param allSectors        including terminated ones
 * @param faultySectors     must not be proven, or be declared recovered first
 * @param recoveringSectors faulty, but proven with the next PoSt
 * @param liveSectors       not terminated
 * @param activeSectors     live, neither faulty nor unproven
 */
public record Partition(BitField allSectors, BitField faultySectors, BitField recoveringSectors, BitField liveSectors,
        BitField activeSectors) {
    public static final Shape<Partition> SHAPE = Tuple.of(Partition.class)
            .field("AllSectors", Shapes.BITFIELD, Partition::allSectors)
            .field("FaultySectors", Shapes.BITFIELD, Partition::faultySectors)
            .field("RecoveringSectors", Shapes.BITFIELD, Partition::recoveringSectors)
            .field("LiveSectors", Shapes.BITFIELD, Partition::liveSectors)
            .field("ActiveSectors", Shapes.BITFIELD, Partition::activeSectors)
            .make(v -> new Partition(v.next(), v.next(), v.next(), v.next(), v.next()));

    /** What a window PoSt of this partition must cover: live sectors without faults, and recovering ones. */
    public BitField provable() {
        return liveSectors.subtract(faultySectors).union(recoveringSectors);
    }
}
