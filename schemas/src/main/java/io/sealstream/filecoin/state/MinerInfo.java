package io.sealstream.filecoin.state;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code StateMinerInfo}.
 *
 * @param newWorker             null when no change is pending
 * @param workerChangeEpoch     -1 for none
 * @param windowPoStProofType   registered number
 * @param consensusFaultElapsed -1 for none
 */
public record MinerInfo(Address owner, Address worker, @Nullable Address newWorker, List<Address> controlAddresses,
        ChainEpoch workerChangeEpoch, Bytes peerId, List<Bytes> multiaddrs, long windowPoStProofType, long sectorSize,
        long windowPoStPartitionSectors, ChainEpoch consensusFaultElapsed, @Nullable Address pendingOwnerAddress,
        Address beneficiary, @Nullable BeneficiaryTerm beneficiaryTerm,
        @Nullable PendingBeneficiaryChange pendingBeneficiaryTerm) {
    public static final Shape<MinerInfo> SHAPE = Tuple.of(MinerInfo.class)
            .field("Owner", Shapes.ADDRESS, MinerInfo::owner)
            .field("Worker", Shapes.ADDRESS, MinerInfo::worker)
            .field("NewWorker", Shapes.ADDRESS_OR_UNDEFINED, MinerInfo::newWorker)
            .field("ControlAddresses", Shapes.list(Shapes.ADDRESS), MinerInfo::controlAddresses)
            .field("WorkerChangeEpoch", Shapes.EPOCH, MinerInfo::workerChangeEpoch)
            .field("PeerId", Shapes.PEER_ID, MinerInfo::peerId)
            .field("Multiaddrs", Shapes.list(Shapes.BYTES), MinerInfo::multiaddrs)
            .field("WindowPoStProofType", Shapes.INTEGER, MinerInfo::windowPoStProofType)
            .field("SectorSize", Shapes.UNSIGNED, MinerInfo::sectorSize)
            .field("WindowPoStPartitionSectors", Shapes.UNSIGNED, MinerInfo::windowPoStPartitionSectors)
            .field("ConsensusFaultElapsed", Shapes.EPOCH, MinerInfo::consensusFaultElapsed)
            .field("PendingOwnerAddress", Shapes.optional(Shapes.ADDRESS), MinerInfo::pendingOwnerAddress)
            .field("Beneficiary", Shapes.ADDRESS, MinerInfo::beneficiary)
            .field("BeneficiaryTerm", Shapes.optional(BeneficiaryTerm.SHAPE), MinerInfo::beneficiaryTerm)
            .field("PendingBeneficiaryTerm", Shapes.optional(PendingBeneficiaryChange.SHAPE), MinerInfo::pendingBeneficiaryTerm)
            .make(v -> new MinerInfo(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    public MinerInfo {
        controlAddresses = List.copyOf(controlAddresses);
        multiaddrs = List.copyOf(multiaddrs);
        if (peerId.length() > ChainLimits.NV28.maxPeerIdBytes()) {
            throw CodecException.of("peer id of " + peerId.length() + " bytes, at most " + ChainLimits.NV28.maxPeerIdBytes());
        }
    }

    /** No epoch: the value of {@code WorkerChangeEpoch} and {@code ConsensusFaultElapsed} when there is none. */
    public static final ChainEpoch NEVER = new ChainEpoch(-1);

    /** True if the address (an id address) may send messages of this miner. */
    public boolean isControlledBy(Address idAddress) {
        return owner.equals(idAddress) || worker.equals(idAddress) || controlAddresses.contains(idAddress);
    }

    /** The same with another libp2p identity. */
    public MinerInfo withPeer(Bytes changedPeer, List<Bytes> changedAddresses) {
        return new MinerInfo(owner, worker, newWorker, controlAddresses, workerChangeEpoch, changedPeer, changedAddresses,
                windowPoStProofType, sectorSize, windowPoStPartitionSectors, consensusFaultElapsed, pendingOwnerAddress,
                beneficiary, beneficiaryTerm, pendingBeneficiaryTerm);
    }

    /** The same, punished for a consensus fault up to an epoch, inclusive. */
    public MinerInfo withConsensusFault(ChainEpoch until) {
        return new MinerInfo(owner, worker, newWorker, controlAddresses, workerChangeEpoch, peerId, multiaddrs,
                windowPoStProofType, sectorSize, windowPoStPartitionSectors, until, pendingOwnerAddress, beneficiary,
                beneficiaryTerm, pendingBeneficiaryTerm);
    }

    /** The same with a proposed owner, or none. */
    public MinerInfo withPendingOwner(@Nullable Address proposed) {
        return new MinerInfo(owner, worker, newWorker, controlAddresses, workerChangeEpoch, peerId, multiaddrs,
                windowPoStProofType, sectorSize, windowPoStPartitionSectors, consensusFaultElapsed, proposed, beneficiary,
                beneficiaryTerm, pendingBeneficiaryTerm);
    }

    /** The same with another owner, who takes the old one's place as beneficiary; nothing is proposed any more. */
    public MinerInfo withOwner(Address changed) {
        return new MinerInfo(changed, worker, newWorker, controlAddresses, workerChangeEpoch, peerId, multiaddrs,
                windowPoStProofType, sectorSize, windowPoStPartitionSectors, consensusFaultElapsed, null,
                beneficiary.equals(owner) ? changed : beneficiary, beneficiaryTerm, null);
    }

    /** The same with another beneficiary or term; nothing is proposed any more. */
    public MinerInfo withBeneficiary(Address changed, BeneficiaryTerm term) {
        return new MinerInfo(owner, worker, newWorker, controlAddresses, workerChangeEpoch, peerId, multiaddrs,
                windowPoStProofType, sectorSize, windowPoStPartitionSectors, consensusFaultElapsed, pendingOwnerAddress, changed,
                term, null);
    }

    /** The same with a proposed change of the beneficiary. */
    public MinerInfo withPendingBeneficiary(PendingBeneficiaryChange proposed) {
        return new MinerInfo(owner, worker, newWorker, controlAddresses, workerChangeEpoch, peerId, multiaddrs,
                windowPoStProofType, sectorSize, windowPoStPartitionSectors, consensusFaultElapsed, pendingOwnerAddress,
                beneficiary, beneficiaryTerm, proposed);
    }

    /** The same with another term of the beneficiary; what is proposed stays. */
    public MinerInfo withTerm(BeneficiaryTerm term) {
        return new MinerInfo(owner, worker, newWorker, controlAddresses, workerChangeEpoch, peerId, multiaddrs,
                windowPoStProofType, sectorSize, windowPoStPartitionSectors, consensusFaultElapsed, pendingOwnerAddress,
                beneficiary, term, pendingBeneficiaryTerm);
    }
}
