package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.batch.BatchForm;
import io.sealstream.manager.domain.batch.BatchMessages;
import io.sealstream.manager.domain.batch.BatchSplit.Part;
import io.sealstream.manager.domain.batch.Funds;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorCommand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns sectors into messages: collects what happened and what their sectors are told. */
final class Forming {
    private final MinerState m;
    private final MinerPolicy policy;
    private final MinerScope scope;
    private final List<MinerEvent> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();

    Forming(MinerState m, MinerPolicy policy, MinerScope scope) {
        this.m = m;
        this.policy = policy;
        this.scope = scope;
    }

    /**
     * What messages have in common.
     *
     * @param reason         why their sectors leave
     * @param alert          what a person should know; empty for nothing
     * @param overEstimation gas limit in percent of the estimate; 0 as the policy says
     * @param instead        the message their sectors were in until now; empty when they waited
     * @param why            why that one is over
     */
    record Terms(Purpose purpose, Address sender, String reason, TokenAmount baseFee, String alert, int overEstimation,
            String instead, String why) {
        Terms alerting(String words) {
            return new Terms(purpose, sender, reason, baseFee, words, overEstimation, instead, why);
        }
    }

    List<MinerEvent> events() {
        return events;
    }

    List<Effect> effects() {
        return effects;
    }

    void add(MinerEvent event) {
        events.add(event);
    }

    void tell(long sector, SectorCommand command) {
        effects.add(new Effect.Tell(new Target.OfSector(new io.sealstream.filecoin.SectorId(m.miner(), sector)), command));
    }

    /** One message; an aggregate is ordered first. */
    void send(Part part, Funds funds, Terms terms) {
        List<Sector> members = part.members().stream().sorted(Comparator.comparing(Sector::id)).toList();
        String intent = BatchMessages.intentId(m.miner(), terms.purpose(), members);
        if (part.form() == BatchForm.AGGREGATE) {
            order(intent, members, funds, terms);
        } else {
            form(intent, members, part, funds, terms, Bytes.EMPTY);
        }
    }

    private void order(String intent, List<Sector> members, Funds funds, Terms terms) {
        if (!terms.instead().isEmpty()) {
            members.forEach(s -> backToWaiting(s, terms));
        }
        events.add(new MinerEvent.AggregateOrdered(m.miner(), intent, numbers(members), Aggregating.node(m, ""), 1,
                terms.reason(), terms.sender(), funds, terms.alert()));
    }

    private void backToWaiting(Sector sector, Terms terms) {
        events.add(Batching.offered(m, terms.purpose(), sector, scope));
        tell(sector.id().number(), new SectorCommand.ReturnFromBatch(terms.purpose(), terms.instead(), terms.why()));
    }

    /** The message as it is sent, with the proof of its aggregate if it has one. */
    void form(String intent, List<Sector> members, Part part, Funds funds, Terms terms, Bytes aggregate) {
        ChainEpoch expiration = terms.purpose() == Purpose.PRECOMMIT
                ? BatchMessages.expiration(policy, scope.rules(), scope.now())
                : ChainEpoch.ZERO;
        int attempt = Integer.parseInt(intent.substring(intent.lastIndexOf('/') + 1));
        events.add(new MinerEvent.BatchFormed(m.miner(), intent, terms.purpose(), numbers(members), terms.sender(), attempt,
                terms.reason(), funds, expiration, part.form(), part.gas(), terms.overEstimation(), terms.baseFee(),
                terms.alert(), aggregate));
        members.forEach(
                s -> tell(s.id().number(), new SectorCommand.JoinBatch(terms.purpose(), intent, terms.sender(), funds.value(),
                        expiration, terms.instead(), terms.why())));
    }

    private static List<Long> numbers(List<Sector> members) {
        return members.stream().map(s -> s.id().number()).toList();
    }
}
