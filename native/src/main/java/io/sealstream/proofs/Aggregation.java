package io.sealstream.proofs;

import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SealStatement;
import java.util.List;

/**
 * The values of the aggregation calls: SnarkPack, second version, the only one the chain accepts (FIP-0013 with the
 * transcript of go-state-types {@code RegisteredAggregationProof_SnarkPackV2}).
 */
public final class Aggregation {
    /** Bytes of an aggregate beside its logarithmic part, and of one round of that part (bellperson {@code aggregate/proof.rs}). */
    private static final int FIXED_BYTES = 2260;
    private static final int ROUND_BYTES = 2976;

    private Aggregation() {}

    /**
     * What an aggregate of seal proofs states: its members, in the order in which they were aggregated.
     *
     * @param members 1 to 1,024 statements of one proof type; the chain has narrower limits of its own
     */
    public record SealAggregate(List<SealStatement> members) {
        public SealAggregate {
            members = Lengths.requireCount(members, 1, Lengths.MAX_AGGREGATE, "members of an aggregate");
            if (members.stream().map(member -> member.sector().type()).distinct().count() > 1) {
                throw new IllegalArgumentException("the members of an aggregate must have one seal proof type");
            }
        }

        /** The members' proof type. */
        public SealProofType type() {
            return members.getFirst().sector().type();
        }

        /** Bytes of the aggregate. */
        public int proofSize() {
            return aggregateSize(members.size() * type().partitions());
        }
    }

    /**
     * Seal proofs to be aggregated.
     *
     * @param proofs those of the members, in their order, {@link SealProofType#proofSize()} bytes each
     */
    public record ProvenSeals(SealAggregate statement, List<Bytes> proofs) {
        public ProvenSeals {
            int members = statement.members().size();
            proofs = Lengths.requireCount(proofs, members, members, "proofs to aggregate");
            proofs.forEach(proof -> proof.require(statement.type().proofSize(), "seal proof"));
        }
    }

    /**
     * One sector sealed without a challenge from the chain.
     *
     * @param number the number it was sealed with, read as unsigned
     * @param ticket 32 bytes of chain randomness with personalization SealRandomness
     */
    public record NonInteractiveSector(long number, Bytes ticket, Commitments commitments) {
        public NonInteractiveSector {
            ticket.require(Lengths.RANDOMNESS, "ticket");
        }
    }

    /**
     * What an aggregate of non-interactive seal proofs states (FIP-0090, FIP-0092). There is no seed: the challenges follow from
     * the replica alone.
     *
     * @param proverId 32 bytes of the miner that sealed, see {@link ProverId#ofActor}
     * @param sectors in the order in which they were aggregated, 1 to 1,024; the chain has a narrower limit of its own
     */
    public record NonInteractiveAggregate(NonInteractiveProofType type, Bytes proverId, List<NonInteractiveSector> sectors) {
        public NonInteractiveAggregate {
            proverId.require(Lengths.PROVER_ID, "prover id");
            sectors = Lengths.requireCount(sectors, 1, Lengths.MAX_AGGREGATE, "sectors of an aggregate");
        }

        /** Bytes of the aggregate. */
        public int proofSize() {
            return aggregateSize(sectors.size() * type.partitions());
        }
    }

    /** Bytes of an aggregate of Groth16 proofs: one round halves their number, which is filled up to a power of two. */
    private static int aggregateSize(int proofs) {
        int rounds = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(proofs - 1));
        return FIXED_BYTES + rounds * ROUND_BYTES;
    }
}
