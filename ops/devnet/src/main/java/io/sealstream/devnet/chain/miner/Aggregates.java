package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.ProofVerifier.AggregateStatement;
import io.sealstream.devnet.chain.rules.ProofVerifier.SealStatement;
import io.sealstream.filecoin.AggregateLimits;
import io.sealstream.filecoin.AggregateProofType;
import io.sealstream.filecoin.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of aggregates that methods 34 and 36 share. */
final class Aggregates {
    private Aggregates() {}

    /** Number of sectors and bytes of the proof (actors/miner {@code validate_seal_aggregate_proof}). */
    static void requireSize(Bytes proof, int sectors, AggregateLimits limits) {
        if (sectors > limits.maxSectors()) {
            throw Abort.illegalArgument("too many sectors addressed, addressed " + sectors + " want <= " + limits.maxSectors());
        }
        if (sectors < limits.minSectors()) {
            throw Abort.illegalArgument("too few sectors addressed, addressed " + sectors + " want >= " + limits.minSectors());
        }
        if (proof.length() > limits.maxBytes()) {
            throw Abort.illegalArgument(
                    "sector prove-commit proof of size " + proof.length() + " exceeds max size of " + limits.maxBytes());
        }
    }

    static void requireType(@Nullable Long type) {
        if (type == null || type != AggregateProofType.SNARK_PACK_V2.code()) {
            throw Abort.illegalArgument("aggregate proof type must be SnarkPackV2");
        }
    }

    /** @param statements of all sectors of the message, failed ones included */
    static void requireProven(MinerCall call, List<SealStatement> statements, Bytes proof) {
        if (!call.scene().proofs().verifyAggregate(new AggregateStatement(statements), proof)) {
            throw Abort.illegalArgument("aggregate seal verify failed");
        }
    }
}
