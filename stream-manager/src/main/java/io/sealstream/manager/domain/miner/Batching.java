package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Standing;
import io.sealstream.manager.domain.batch.BatchMessages;
import io.sealstream.manager.domain.batch.BatchPolicy;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import io.sealstream.manager.domain.batch.BatchPolicy.Reason;
import io.sealstream.manager.domain.batch.BatchPolicy.Verdict;
import io.sealstream.manager.domain.batch.Gathering;
import io.sealstream.manager.domain.batch.OpenBatch;
import io.sealstream.manager.domain.miner.MinerCommand.OfferSector;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Repeat;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorClocks;
import io.sealstream.manager.domain.sector.SectorRules;
import io.sealstream.manager.domain.sector.SectorState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sectors that wait for a message: offered, looked at, due. {@link Quoting} asks what they cost and forms messages, {@link Aggregating} has
 * proofs aggregated, {@link Closing} hears what became of a message.
 */
final class Batching {
    /** Kinds of messages that sectors wait for. */
    private static final List<Purpose> KINDS = List.of(Purpose.PRECOMMIT, Purpose.PROVE_COMMIT);

    private Batching() {}

    /** What is asked, aggregated and sent now, and when waiting sectors are looked at again. */
    static Plan plan(MinerState m, MinerScope scope) {
        MinerPolicy policy = m.policy();
        if (policy == null) {
            return Plan.NOTHING;
        }
        Plan plan = open(m, policy, scope).and(Aggregating.plan(m, policy, scope));
        for (Purpose purpose : KINDS) {
            plan = plan.and(Quoting.plan(m, purpose, policy, scope)).and(look(m, purpose, policy, scope));
        }
        return plan;
    }

    /** Every open batch is given to its lane again and again; the lane answers with what became of it. */
    private static Plan open(MinerState m, MinerPolicy policy, MinerScope scope) {
        List<Standing> standing = new ArrayList<>();
        for (OpenBatch batch : m.batches().open().values()) {
            List<Sector> members = batch.sectors().stream().map(scope.sectors()::apply).flatMap(Optional::stream).toList();
            if (members.stream().allMatch(s -> isSendable(batch.purpose(), s))) {
                Effect send = new Effect.SendMessage(BatchMessages.intent(m.miner(), batch, members, policy, scope.rules()));
                standing.add(new Standing(send, batch.since(), Repeat.INTENT));
            }
        }
        return new Plan(standing, null);
    }

    /** What the message says of the member is still known; it is void after a refused proof, when the message was long sent. */
    private static boolean isSendable(Purpose purpose, Sector sector) {
        return purpose == Purpose.PRECOMMIT
                ? sector.replica() != null && sector.ticket() != null
                : sector.proof() != null && sector.preCommit() != null;
    }

    private static Plan look(MinerState m, Purpose purpose, MinerPolicy policy, MinerScope scope) {
        return verdict(m, purpose, policy, scope).map(verdict -> switch (verdict) {
            case Verdict.Hold hold -> Plan.actAt(hold.lookAt());
            case Verdict.Flush flush -> Plan.actAt(scope.now());
        }).orElse(Plan.NOTHING);
    }

    /** What the rules say of the sectors that nothing was decided about; empty when there are none, or others are about to leave. */
    static Optional<Verdict> verdict(MinerState m, Purpose purpose, MinerPolicy policy, MinerScope scope) {
        Gathering gathering = m.batches().gathering(purpose);
        List<Member> undecided = gathering.undecided();
        return gathering.due() != null || undecided.isEmpty()
                ? Optional.empty()
                : Optional.of(BatchPolicy.decide(rules(policy, purpose), undecided, scope.now(), scope.fees()));
    }

    static BatchRules rules(MinerPolicy policy, Purpose purpose) {
        return purpose == Purpose.PRECOMMIT ? policy.preCommitBatch() : policy.proveCommitBatch();
    }

    static Decision<MinerEvent> offer(MinerState m, OfferSector c, MinerScope scope) {
        Optional<Sector> sector = scope.sectors().apply(c.sector());
        if (sector.isEmpty() || m.policy() == null) {
            return Decision.reject("sector " + c.sector() + " is not known");
        }
        Optional<String> refusal = SectorRules.refusal(sector.get(), c.purpose(), m.context(scope.now(), scope.rules()));
        if (refusal.isPresent()) {
            return Decision.reject(refusal.get());
        }
        MinerEvent.SectorOffered offered = offered(m, c.purpose(), sector.get(), scope);
        Member member = new Member(offered.sector(), offered.readyAt(), offered.lastSafe());
        boolean known = m.batches().gathering(c.purpose()).waiting().find(c.sector()).filter(member::equals).isPresent();
        return known ? Decision.nothing() : settled(m, List.of(offered), List.of(), scope);
    }

    /** It could have gone since it waits for this message. */
    static MinerEvent.SectorOffered offered(MinerState m, Purpose purpose, Sector sector, MinerScope scope) {
        boolean waits = sector.state() instanceof SectorState.AwaitingPreCommitBatch
                || sector.state() instanceof SectorState.AwaitingProveCommitBatch;
        ChainEpoch readyAt = waits ? sector.state().since() : scope.now();
        return new MinerEvent.SectorOffered(m.miner(), purpose, sector.id().number(), readyAt,
                SectorClocks.lastSafe(purpose, sector, scope.rules()));
    }

    /** The events, and after them what the rules let leave at once. */
    static Decision<MinerEvent> settled(MinerState m, List<? extends MinerEvent> events, List<Effect> effects,
            MinerScope scope) {
        List<MinerEvent> all = new ArrayList<>(events);
        MinerState after = m;
        for (MinerEvent event : events) {
            after = MinerFold.apply(after, event, scope.now());
        }
        for (Purpose purpose : KINDS) {
            due(after, purpose, scope).ifPresent(all::add);
        }
        return Decision.accept(all, effects);
    }

    private static Optional<MinerEvent> due(MinerState m, Purpose purpose, MinerScope scope) {
        MinerPolicy policy = m.policy();
        if (policy == null || m.observed() == null) {
            return Optional.empty();
        }
        return verdict(m, purpose, policy, scope).filter(Verdict.Flush.class::isInstance).map(Verdict.Flush.class::cast)
                .map(f -> due(m, purpose, f.sectors(), f.reason(), f.words(), scope));
    }

    static MinerEvent due(MinerState m, Purpose purpose, List<Long> sectors, Reason reason, String words, MinerScope scope) {
        return new MinerEvent.BatchDue(m.miner(), purpose, sectors.stream().sorted().toList(), reason, words,
                scope.fees().now());
    }
}
