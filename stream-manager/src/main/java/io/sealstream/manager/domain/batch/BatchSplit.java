package io.sealstream.manager.domain.batch;

import io.sealstream.filecoin.AggregateProofType;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.CommitmentGas;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.sector.Sector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many messages carry a set of sectors, and what each holds: as few as the limits of the chain allow, all about equally large, in the form
 * that is likely to use the least gas.
 */
public final class BatchSplit {
    /** Most bytes of a signed message beside its parameters: addresses, numbers, amounts and signature at their longest. */
    static final int ENVELOPE_BYTES = 320;
    private static final int MOST_BYTES = ChainLimits.NV28.maxMessageBytes() - ENVELOPE_BYTES;
    /** Most bytes of members in a task: a record of Kafka is a megabyte at most. */
    private static final int MOST_TASK_BYTES = 1_000_000;
    /** Bytes of a member beside its proof: two CIDs in text, two randomnesses, its number. */
    private static final int MEMBER_BYTES = 260;
    private static final int PERCENT = 100;

    private final Purpose purpose;
    private final BatchRules rules;
    private final int overEstimation;
    private final boolean aggregates;

    /**
     * @param overEstimation gas limit in percent of what a message of several sectors is likely to use
     * @param aggregates     whether a node could aggregate proofs
     */
    public BatchSplit(Purpose purpose, BatchRules rules, int overEstimation, boolean aggregates) {
        this.purpose = purpose;
        this.rules = rules;
        this.overEstimation = overEstimation;
        this.aggregates = aggregates;
    }

    /**
     * One message.
     *
     * @param members in the order they were given
     * @param gas     what it is likely to use
     */
    public record Part(List<Sector> members, BatchForm form, long gas) {
        public Part {
            members = List.copyOf(members);
        }
    }

    /** The messages of these sectors, which keep their order: the most urgent go first. */
    public List<Part> of(List<Sector> members) {
        if (!rules.enabled()) {
            return members.stream().map(s -> attempt(List.of(measured(s, false)), false).part()).toList();
        }
        Map<Integer, List<Sector>> byType = new LinkedHashMap<>();
        members.forEach(s -> byType.computeIfAbsent(s.origin().sealProof(), t -> new ArrayList<>()).add(s));
        return byType.values().stream().flatMap(same -> cheapest(same).stream()).toList();
    }

    private List<Part> cheapest(List<Sector> members) {
        List<Part> plain = split(members, false);
        if (purpose != Purpose.PROVE_COMMIT || !aggregates || !ChainLimits.NV28.aggregate().allows(smallest(members))) {
            return plain;
        }
        if (rules.aggregateFrom() > 0) {
            return members.size() >= rules.aggregateFrom() ? split(members, true) : plain;
        }
        List<Part> aggregated = split(members, true);
        return gas(aggregated) < gas(plain) ? aggregated : plain;
    }

    /** Members of the smallest aggregate that such a set would be split into. */
    private static int smallest(List<Sector> members) {
        int most = ChainLimits.NV28.aggregate().maxSectors();
        return members.size() / ((members.size() + most - 1) / most);
    }

    private static long gas(List<Part> parts) {
        return parts.stream().mapToLong(Part::gas).sum();
    }

    /** A sector with the bytes it adds to a message: measured once, however often parts are made of it. */
    private record Measured(Sector sector, int bytes) {}

    /** A message with the bytes of its parameters. */
    private record Attempt(Part part, long bytes) {}

    /** The totals say how few parts can be enough; sizes differ little, so that is nearly always right. */
    private List<Part> split(List<Sector> members, boolean aggregated) {
        List<Measured> measured = members.stream().map(s -> measured(s, aggregated)).toList();
        long least = Math.max(Math.ceilDiv(members.size(), most(members, aggregated)), Math.ceilDiv(bytes(measured), MOST_BYTES));
        return EqualParts.fewest(measured, Math.toIntExact(least), part -> attempt(part, aggregated), this::fits).stream()
                .map(Attempt::part).toList();
    }

    private Measured measured(Sector sector, boolean aggregated) {
        return new Measured(sector, BatchMessages.bytes(purpose, sector, aggregated));
    }

    private static long bytes(List<Measured> members) {
        return members.stream().mapToLong(Measured::bytes).sum();
    }

    private boolean fits(Attempt attempt) {
        return attempt.bytes() <= MOST_BYTES && attempt.part().gas() <= Gas.BLOCK_LIMIT * PERCENT / overEstimation;
    }

    private Attempt attempt(List<Measured> measured, boolean aggregated) {
        List<Sector> members = measured.stream().map(Measured::sector).toList();
        SealProofType type = type(members.getFirst());
        long bytes = bytes(measured) + (aggregated ? AggregateProofType.bytes(type, members.size()) : 0);
        BatchForm form = aggregated ? BatchForm.AGGREGATE : members.size() == 1 ? BatchForm.SINGLE : BatchForm.BATCH;
        return new Attempt(new Part(members, form, gas(type, members.size(), (int) bytes, aggregated)), bytes);
    }

    /** Most members of one message. The task of the node that aggregates them holds all their proofs, and is one record. */
    private int most(List<Sector> members, boolean aggregated) {
        if (purpose == Purpose.PRECOMMIT) {
            return MinerPolicy.MOST_PRECOMMITS;
        }
        int most = ChainLimits.NV28.aggregate().maxSectors();
        int proof = members.stream().mapToInt(s -> s.requireProof().bytes().length()).max().orElseThrow();
        return aggregated ? Math.min(most, MOST_TASK_BYTES / (proof + MEMBER_BYTES)) : most;
    }

    /** What a prove-commit with one proof for all is likely to use. */
    public static long aggregateGas(List<Sector> members) {
        SealProofType type = type(members.getFirst());
        int bytes = members.stream().mapToInt(s -> BatchMessages.bytes(Purpose.PROVE_COMMIT, s, true)).sum()
                + AggregateProofType.bytes(type, members.size());
        return CommitmentGas.proveCommitAggregate(type, members.size(), bytes + ENVELOPE_BYTES);
    }

    private long gas(SealProofType type, int sectors, int bytes, boolean aggregated) {
        int length = bytes + ENVELOPE_BYTES;
        if (purpose == Purpose.PRECOMMIT) {
            return CommitmentGas.preCommit(sectors, length);
        }
        return aggregated
                ? CommitmentGas.proveCommitAggregate(type, sectors, length)
                : CommitmentGas.proveCommit(sectors, length);
    }

    private static SealProofType type(Sector sector) {
        int code = sector.origin().sealProof();
        return SealProofType.of(code).orElseThrow(() -> new IllegalStateException("a sector has the unknown seal type " + code));
    }
}
