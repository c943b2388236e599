package io.sealstream.manager.wire;

import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Address;
import java.util.TreeMap;
import java.util.SortedMap;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.ChainQuestion.RandomnessPurpose;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.miner.MinerCommand;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.manager.domain.proving.ProvingCommand;
import io.sealstream.manager.domain.proving.ProvingIds;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorCommand.ConfirmPreCommit;
import io.sealstream.manager.domain.sector.SectorCommand.ConfirmSector;
import io.sealstream.schemas.avro.ChainRequestFailed;
import io.sealstream.schemas.avro.CommitmentQuoted;
import io.sealstream.schemas.avro.DeadlineRead;
import io.sealstream.schemas.avro.MinerRead;
import io.sealstream.schemas.avro.PartitionState;
import io.sealstream.schemas.avro.PreCommitRead;
import io.sealstream.schemas.avro.RandomnessDrawn;
import io.sealstream.schemas.avro.SectorRead;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Records of {@code chain.result} as commands of the machine that asked; questions of partitions are told by their request id. */
final class ChainResultRecords {
    private ChainResultRecords() {}

    static Optional<Addressed> read(SpecificRecord record) {
        Fields in = Fields.of(record);
        return Optional.ofNullable(switch (record) {
            case RandomnessDrawn r -> randomness(in, r);
            case PreCommitRead r -> new Addressed(new Target.OfSector(in.sector(r.getMiner(), r.getSector())),
                    new ConfirmPreCommit(r.getRequestId(), Fields.epoch(r.getEpoch()),
                            r.getFound()
                                    ? new ConfirmPreCommit.OnChain(in.cid("sealedCid", r.getSealedCid()),
                                            Fields.epoch(r.getTicketEpoch()), Fields.epoch(r.getPreCommitEpoch()),
                                            Fields.epoch(r.getExpiration()))
                                    : null));
            case SectorRead r -> new Addressed(new Target.OfSector(in.sector(r.getMiner(), r.getSector())),
                    new ConfirmSector(r.getRequestId(), Fields.epoch(r.getEpoch()),
                            r.getFound()
                                    ? new ConfirmSector.OnChain(in.cid("sealedCid", r.getSealedCid()),
                                            Fields.epoch(r.getActivation()), Fields.epoch(r.getExpiration()),
                                            in.natural("deadline", r.getDeadline()),
                                            in.natural("partition", r.getPartition()))
                                    : null));
            case MinerRead r -> new Addressed(new Target.OfMiner(in.miner(r.getMiner())), observe(in, r));
            case DeadlineRead r -> deadline(in, r);
            case CommitmentQuoted r -> new Addressed(new Target.OfMiner(in.miner(r.getMiner())), quote(in, r));
            case ChainRequestFailed r -> new Addressed(new Target.OfMiner(in.value("key", r.getKey(), ActorId::parse)),
                    new MinerCommand.HearFailure(r.getRequestId(), r.getRequest(), r.getMessage(), r.getRetriable()));
            default -> null;
        });
    }

    private static MinerCommand quote(Fields in, CommitmentQuoted r) {
        SortedMap<Long, TokenAmount> amounts = new TreeMap<>();
        r.getAmounts().forEach(a -> amounts.put(in.natural("amounts.sector", a.getSector()),
                in.amount("amounts.amount", a.getAmount())));
        SortedMap<Address, TokenAmount> balances = new TreeMap<>();
        r.getBalances().forEach(b -> balances.put(in.address("balances.address", b.getAddress()),
                in.amount("balances.balance", b.getBalance())));
        SortedMap<Long, String> unfit = new TreeMap<>();
        r.getUnfit().forEach(u -> unfit.put(in.natural("unfit.sector", u.getSector()), u.getReason()));
        return new MinerCommand.AcceptQuote(r.getRequestId(), Purpose.valueOf(r.getPurpose().name()), amounts, balances,
                in.amount("available", r.getAvailable()), in.amount("baseFee", r.getBaseFee()), unfit);
    }

    private static Addressed randomness(Fields in, RandomnessDrawn r) {
        ChainEpoch drawn = Fields.epoch(r.getDrawEpoch());
        Bytes value = Fields.bytes(r.getRandomness());
        if (r.getSector() != null) {
            RandomnessPurpose purpose = RandomnessPurpose.valueOf(r.getPurpose().name());
            return new Addressed(new Target.OfSector(in.sector(r.getMiner(), r.getSector())),
                    new SectorCommand.AssignRandomness(r.getRequestId(), purpose, drawn, value));
        }
        PartitionId partition = partition(in, r.getRequestId(), r.getMiner())
                .orElseThrow(() -> in.bad("requestId", r.getRequestId(), "names no partition, and the record no sector"));
        return new Addressed(new Target.OfPartition(partition),
                new ProvingCommand.AssignCommitRandomness(r.getRequestId(), drawn, value));
    }

    private static MinerCommand observe(Fields in, MinerRead r) {
        return new MinerCommand.ObserveMiner(r.getRequestId(), new Observed(in.address("owner", r.getOwner()),
                in.address("worker", r.getWorker()), in.addresses("controls", r.getControls()), r.getSectorSize(),
                r.getWindowPoStProof(),
                Fields.epoch(r.getPeriodStart()), in.bitField("allocated", r.getAllocated())), Fields.epoch(r.getEpoch()));
    }

    private static Addressed deadline(Fields in, DeadlineRead r) {
        Optional<PartitionId> asker = partition(in, r.getRequestId(), r.getMiner());
        return asker.isPresent()
                ? new Addressed(new Target.OfPartition(asker.get()), confirm(in, r, asker.get()))
                : new Addressed(new Target.OfMiner(in.miner(r.getMiner())), plan(in, r));
    }

    private static MinerCommand plan(Fields in, DeadlineRead r) {
        return new MinerCommand.PlanDeadline(r.getRequestId(), in.natural("deadline", r.getDeadline()),
                Fields.epoch(r.getPeriodStart()),
                Fields.epoch(r.getChallengeEpoch()), Fields.bytes(r.getChallenge()),
                in.list("partitions", r.getPartitions(),
                        p -> new MinerCommand.PlanDeadline.PartitionSeen(in.natural("partitions.index",
                                p.getIndex()), in.bitField("partitions.faulty", p.getFaulty()),
                                in.bitField("partitions.recovering", p.getRecovering()),
                                in.bitField("partitions.live", p.getLive()))),
                Parts.sectors(in, r.getSectors()), r.getTipset());
    }

    /** A partition that the answer lacks is neither posted nor faulty: a reorg took its sectors away. */
    private static ProvingCommand confirm(Fields in, DeadlineRead r, PartitionId partition) {
        if (partition.deadline() != r.getDeadline()) {
            throw in.bad("requestId", r.getRequestId(), "asks for another deadline than " + r.getDeadline());
        }
        BitField faulty = r.getPartitions().stream().filter(p -> p.getIndex() == partition.index()).findFirst()
                .map(PartitionState::getFaulty)
                .map(rle -> in.bitField("partitions.faulty", rle)).orElse(BitField.EMPTY);
        boolean posted = in.bitField("posted", r.getPosted()).contains(partition.index());
        return new ProvingCommand.ConfirmDeadline(r.getRequestId(), Fields.epoch(r.getPeriodStart()), posted,
                Fields.bytes(r.getChallenge()), faulty, Fields.epoch(r.getEpoch()));
    }

    /** The partition that asked; its miner must be the one of the record. */
    private static Optional<PartitionId> partition(Fields in, String requestId, String miner) {
        Optional<PartitionId> partition = in.value("requestId", requestId, ProvingIds::partition);
        if (partition.isPresent() && !partition.get().miner().equals(in.miner(miner))) {
            throw in.bad("requestId", requestId, "is of another miner than " + miner);
        }
        return partition;
    }
}
