package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.ChainQuestion.QuoteCommitment;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Standing;
import io.sealstream.manager.domain.batch.BatchMessages;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import io.sealstream.manager.domain.batch.Due;
import io.sealstream.manager.domain.batch.Gathering;
import io.sealstream.manager.domain.miner.MinerCommand.AcceptQuote;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.manager.domain.policy.Repeat;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorRules;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What sectors that shall leave cost, who can pay it, and the messages that follow. */
final class Quoting {
    private Quoting() {}

    /** The question stands until all that was due has left; while something is missing it is asked again and again. */
    static Plan plan(MinerState m, Purpose purpose, MinerPolicy policy, MinerScope scope) {
        Gathering gathering = m.batches().gathering(purpose);
        Due due = gathering.due();
        Observed observed = m.observed();
        if (due == null || observed == null) {
            return Plan.NOTHING;
        }
        List<Sector> sectors = gathering.leaving().stream().map(Member::sector).map(scope.sectors()::apply)
                .flatMap(Optional::stream).filter(s -> purpose == Purpose.PRECOMMIT || s.preCommit() != null).toList();
        if (sectors.isEmpty()) {
            return Plan.NOTHING;
        }
        List<QuoteCommitment.Member> members = sectors.stream()
                .map(s -> new QuoteCommitment.Member(s.id().number(), life(purpose, s, policy, due.since(), scope))).toList();
        Effect ask = new Effect.AskChain(id(m, purpose, due), new QuoteCommitment(m.miner(), purpose,
                sectors.getFirst().origin().sealProof(), members, observed.senders(senders(policy, purpose))), 0);
        return Plan.of(new Standing(ask, due.since(), due.held() == null ? Repeat.QUESTION : Repeat.HELD));
    }

    private static long life(Purpose purpose, Sector sector, MinerPolicy policy, ChainEpoch since, MinerScope scope) {
        ChainEpoch end = purpose == Purpose.PRECOMMIT
                ? BatchMessages.expiration(policy, scope.rules(), since)
                : sector.requirePreCommit().expiration();
        return end.since(since);
    }

    private static String id(MinerState m, Purpose purpose, Due due) {
        return m.miner() + "/" + purpose + "/" + due.since() + "/quote";
    }

    private static List<Address> senders(MinerPolicy policy, Purpose purpose) {
        return purpose == Purpose.PRECOMMIT ? policy.preCommitSenders() : policy.proveCommitSenders();
    }

    static Decision<MinerEvent> quoted(MinerState m, AcceptQuote c, MinerScope scope) {
        MinerPolicy policy = m.policy();
        Observed observed = m.observed();
        Gathering gathering = m.batches().gathering(c.purpose());
        Due due = gathering.due();
        if (policy == null || observed == null || due == null || !c.requestId().equals(id(m, c.purpose(), due))) {
            return Decision.reject("nobody waits for answer " + c.requestId());
        }
        Forming forming = new Forming(m, policy, scope);
        SortedMap<Long, Member> wanted = new TreeMap<>();
        for (Member member : gathering.leaving()) {
            String unfit = c.unfit().get(member.sector());
            if (unfit != null) {
                forming.tell(member.sector(), new SectorCommand.LeaveBatch(c.purpose(), unfit));
            } else if (c.amounts().containsKey(member.sector()) && isFit(m, c.purpose(), member, scope)) {
                wanted.put(member.sector(), member);
            }
        }
        List<Address> senders = observed.senders(senders(policy, c.purpose()));
        if (wanted.isEmpty()) {
            return Decision.accept(List.of(), forming.effects());
        }
        new Paying(m, policy, due, c, scope, wanted).form(forming, senders, senders(policy, c.purpose()));
        return Batching.settled(m, forming.events(), forming.effects(), scope);
    }

    private static boolean isFit(MinerState m, Purpose purpose, Member member, MinerScope scope) {
        return scope.sectors().apply(member.sector())
                .filter(s -> SectorRules.refusal(s, purpose, m.context(scope.now(), scope.rules())).isEmpty()).isPresent();
    }
}
