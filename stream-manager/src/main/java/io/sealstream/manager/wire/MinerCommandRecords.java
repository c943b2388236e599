package io.sealstream.manager.wire;

import io.sealstream.schemas.avro.FlushBatch;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.ReadDigest;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.miner.MinerCommand;
import io.sealstream.schemas.avro.AbortSector;
import io.sealstream.schemas.avro.AllocateSectors;
import io.sealstream.schemas.avro.IntentResolved;
import io.sealstream.schemas.avro.NodeBack;
import io.sealstream.schemas.avro.NodeSilent;
import io.sealstream.schemas.avro.RetrySector;
import io.sealstream.schemas.avro.SetPolicy;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Records of {@code miner.command} as commands of a miner, which hands on what is for one of its sectors or partitions. */
final class MinerCommandRecords {
    private MinerCommandRecords() {}

    static Optional<Addressed> read(SpecificRecord record) {
        Fields in = Fields.of(record);
        return Optional.ofNullable(switch (record) {
            case SetPolicy r -> miner(in, r.getMiner(),
                    new MinerCommand.SetPolicy(Parts.request(r.getRequest()), PolicyRecords.read(in, r.getPolicy())));
            case AllocateSectors r ->
                miner(in, r.getMiner(), new MinerCommand.AllocateSectors(Parts.request(r.getRequest()), r.getCount()));
            case AbortSector r -> miner(in, r.getMiner(), new MinerCommand.AbortSector(Parts.request(r.getRequest()),
                    in.natural("sector", r.getSector()), r.getReason()));
            case RetrySector r -> miner(in, r.getMiner(),
                    new MinerCommand.RetrySector(Parts.request(r.getRequest()), in.natural("sector", r.getSector())));
            case FlushBatch r -> miner(in, r.getMiner(), new MinerCommand.FlushBatch(Parts.request(r.getRequest()),
                    Purpose.valueOf(r.getPurpose().name()), in.list("sectors", r.getSectors(), n -> in.natural("sectors", n))));
            case NodeBack r -> miner(in, r.getMiner(),
                    new MinerCommand.SeeNode(r.getNode(), r.getIncarnation(), Parts.stores(in, r.getStores()),
                            r.getWindowPoSt(), r.getAggregate()));
            case NodeSilent r -> miner(in, r.getMiner(), new MinerCommand.LoseNode(r.getNode(), r.getIncarnation()));
            case IntentResolved r -> miner(in, r.getMiner(), new MinerCommand.ResolveIntent(r.getIntent(),
                    Purpose.valueOf(r.getPurpose().name()), IntentOutcome.valueOf(r.getOutcome().name()),
                    new Receipt(r.getHeight(), r.getExitCode(), Fields.bytes(r.getReturnValue()), r.getGasUsed(),
                            in.amount("fee", r.getFee())),
                    r.getReason(), FailureCause.valueOf(r.getCause().name())));
            case io.sealstream.schemas.avro.ReadDigest r -> new Addressed(new Target.OfMiner(in.miner(r.getLog())),
                    new ReadDigest(Parts.request(r.getRequest())));
            default -> null;
        });
    }

    private static Addressed miner(Fields in, String miner, MinerCommand command) {
        return new Addressed(new Target.OfMiner(in.miner(miner)), command);
    }
}
