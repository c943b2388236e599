package io.sealstream.manager.edge.chain;

import io.sealstream.schemas.avro.DrawRandomness;
import io.sealstream.schemas.avro.EstimateMessage;
import io.sealstream.schemas.avro.PushMessage;
import io.sealstream.schemas.avro.QuoteCommitment;
import io.sealstream.schemas.avro.ReadDeadline;
import io.sealstream.schemas.avro.ReadMiner;
import io.sealstream.schemas.avro.ReadPreCommit;
import io.sealstream.schemas.avro.ReadSector;
import io.sealstream.schemas.avro.SearchMessage;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * What all chain requests have in common.
 *
 * @param requestId  derived id; a repeat has the same one
 * @param key        miner or lane that asks: key of the result
 * @param toLane     true when a message lane asks
 * @param validUntil last epoch at which the answer is of use, 0 for no limit
 * @param kind       how it is treated
 * @param name       name of the record
 */
record RequestFacts(String requestId, String key, boolean toLane, long validUntil, Kind kind, String name) {

    /** Pushes have workers of their own, so that no state query delays them. */
    enum Kind {
        PUSH, ESTIMATE, READ
    }

    boolean isExpiredAt(long epoch) {
        return validUntil > 0 && epoch > validUntil;
    }

    /** The facts of a record; empty when it is no chain request. */
    static Optional<RequestFacts> of(SpecificRecord request) {
        return Optional.ofNullable(switch (request) {
            case DrawRandomness r -> miner(r, r.getRequestId(), r.getMiner(), r.getValidUntil());
            case ReadMiner r -> miner(r, r.getRequestId(), r.getMiner(), r.getValidUntil());
            case ReadPreCommit r -> miner(r, r.getRequestId(), r.getMiner(), r.getValidUntil());
            case ReadSector r -> miner(r, r.getRequestId(), r.getMiner(), r.getValidUntil());
            case ReadDeadline r -> miner(r, r.getRequestId(), r.getMiner(), r.getValidUntil());
            case QuoteCommitment r -> miner(r, r.getRequestId(), r.getMiner(), r.getValidUntil());
            case EstimateMessage r -> lane(r, r.getRequestId(), r.getSender(), r.getValidUntil(), Kind.ESTIMATE);
            case PushMessage r -> lane(r, r.getRequestId(), r.getSender(), r.getValidUntil(), Kind.PUSH);
            case SearchMessage r -> lane(r, r.getRequestId(), r.getSender(), r.getValidUntil(), Kind.READ);
            default -> null;
        });
    }

    private static RequestFacts miner(SpecificRecord request, String id, String miner, long validUntil) {
        return new RequestFacts(id, miner, false, validUntil, Kind.READ, request.getSchema().getName());
    }

    private static RequestFacts lane(SpecificRecord request, String id, String sender, long validUntil, Kind kind) {
        return new RequestFacts(id, sender, true, validUntil, kind, request.getSchema().getName());
    }
}
