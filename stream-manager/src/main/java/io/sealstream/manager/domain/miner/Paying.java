package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.batch.BatchMessages;
import io.sealstream.manager.domain.batch.BatchPolicy;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import io.sealstream.manager.domain.batch.BatchPolicy.Reason;
import io.sealstream.manager.domain.batch.BatchSplit;
import io.sealstream.manager.domain.batch.BatchSplit.Part;
import io.sealstream.manager.domain.batch.Due;
import io.sealstream.manager.domain.batch.Funds;
import io.sealstream.manager.domain.batch.Gathering;
import io.sealstream.manager.domain.miner.MinerCommand.AcceptQuote;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.FeeTerms;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.sector.Sector;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Who pays for sectors that leave, and for how many of them: the most urgent first, as far as the money and the fee cap allow. */
final class Paying {
    private static final int PERCENT = 100;
    /** What the base fee may rise to before the message lands: an eighth in each of 20 epochs, as chain nodes reckon (lotus {@code GasEstimateFeeCap}). */
    private static final long FEE_GROWTH = 11;
    /** A lack that changed by less than this part of it is no news. */
    private static final long NEWS = 10;

    private final MinerState m;
    private final MinerPolicy policy;
    private final Due due;
    private final AcceptQuote quote;
    private final MinerScope scope;
    private final SortedMap<Long, Member> wanted;
    private final Purpose purpose;
    private final BatchRules rules;
    private final FeeTerms several;
    private final Promised promised;

    /** @param wanted sectors that may go, by number; each has its amount in the quote */
    Paying(MinerState m, MinerPolicy policy, Due due, AcceptQuote quote, MinerScope scope, SortedMap<Long, Member> wanted) {
        this.m = m;
        this.policy = policy;
        this.due = due;
        this.quote = quote;
        this.scope = scope;
        this.wanted = wanted;
        this.purpose = quote.purpose();
        this.rules = Batching.rules(policy, purpose);
        this.several = BatchMessages.terms(policy, purpose, 2);
        this.promised = Promised.of(m, scope);
    }

    /** Forms what can go; says what is missing for the rest. */
    void form(Forming forming, List<Address> senders, List<Address> configured) {
        Address sender = richest(senders);
        if (sender == null) {
            hold(forming, wanted.values().stream().map(Member::sector).toList(), "none of the senders " + configured + " for "
                    + purpose + " is owner, worker or control of " + m.miner(), TokenAmount.ZERO);
            return;
        }
        List<Sector> all = wanted.values().stream().sorted(Gathering.URGENT_FIRST)
                .map(member -> scope.sectors().apply(member.sector()).orElseThrow()).toList();
        int payable = payable(all, sender);
        List<Part> parts = split(all.subList(0, payable));
        List<Part> going = parts.stream().filter(p -> !isCapped(p) || mustGo(p)).toList();
        going.forEach(part -> forming.send(part, funds(part.members()), terms(part, sender)));
        if (payable < all.size()) {
            lacking(forming, all, all.subList(payable, all.size()), sender);
        } else if (going.size() < parts.size()) {
            capped(forming, parts.stream().filter(p -> !going.contains(p)).toList());
        }
    }

    /** The one with the most; the first named of equals. */
    private @Nullable Address richest(List<Address> senders) {
        @Nullable
        Address best = null;
        for (Address sender : senders) {
            TokenAmount has = quote.balances().get(sender);
            if (has != null && (best == null || has.compareTo(Objects.requireNonNull(quote.balances().get(best))) > 0)) {
                best = sender;
            }
        }
        return best;
    }

    private List<Part> split(List<Sector> sectors) {
        return sectors.isEmpty()
                ? List.of()
                : new BatchSplit(purpose, rules, several.overEstimation(), mayAggregate(sectors)).of(sectors);
    }

    private boolean mayAggregate(List<Sector> sectors) {
        return Aggregating.isPossible(m) && sectors.stream()
                .noneMatch(s -> Aggregating.isLate(rules, member(s), scope.now()));
    }

    private Member member(Sector sector) {
        return Objects.requireNonNull(wanted.get(sector.id().number()));
    }

    private Funds funds(List<Sector> sectors) {
        return Funds.of(policy, amount(sectors));
    }

    private TokenAmount amount(List<Sector> sectors) {
        return sectors.stream().map(s -> Objects.requireNonNull(quote.amounts().get(s.id().number())))
                .reduce(TokenAmount.ZERO, TokenAmount::plus);
    }

    // ---- money

    /** How many of the most urgent can be paid. */
    private int payable(List<Sector> all, Address sender) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (lack(all.subList(0, middle), sender).isPositive()) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    /** What is missing to send these; not positive when nothing is. */
    private TokenAmount lack(List<Sector> sectors, Address sender) {
        TokenAmount fees = split(sectors).stream().map(this::fee).reduce(TokenAmount.ZERO, TokenAmount::plus);
        Funds funds = funds(sectors);
        TokenAmount has = quote.balances().getOrDefault(sender, TokenAmount.ZERO).minus(promised.bySender(sender));
        TokenAmount ofSender = funds.value().plus(fees).minus(has);
        return policy.sendFunds() ? ofSender : ofSender.max(funds.own().minus(quote.available().minus(promised.byMiner())));
    }

    /** What a message may cost at most before it lands. */
    private TokenAmount fee(Part part) {
        FeeTerms terms = BatchMessages.terms(policy, purpose, part.members().size());
        return quote.baseFee().times(FEE_GROWTH).times(limit(part, terms)).min(terms.maxFee());
    }

    private static long limit(Part part, FeeTerms terms) {
        return part.gas() * terms.overEstimation() / PERCENT;
    }

    private void lacking(Forming forming, List<Sector> all, List<Sector> rest, Address sender) {
        TokenAmount lacks = lack(all, sender);
        String whose = policy.sendFunds() ? "sender " + sender : "sender " + sender + " or miner " + m.miner();
        hold(forming, numbers(rest), whose + " lacks " + lacks.format() + " for " + all.size() + " sectors: it has "
                + quote.balances().getOrDefault(sender, TokenAmount.ZERO).format()
                + (policy.sendFunds() ? "" : ", the miner " + quote.available().format()) + "; " + rest.size()
                + (rest.size() == 1 ? " sector waits" : " sectors wait") + " for a top-up", lacks);
    }

    // ---- fee cap

    private boolean isCapped(Part part) {
        return rules.enabled() && cap(part).compareTo(quote.baseFee()) < 0;
    }

    private TokenAmount cap(Part part) {
        FeeTerms terms = BatchMessages.terms(policy, purpose, part.members().size());
        return terms.feeCap(limit(part, terms));
    }

    private boolean mustGo(Part part) {
        return due.reason() == Reason.OPERATOR || isUrgent(part);
    }

    private boolean isUrgent(Part part) {
        return part.members().stream().anyMatch(s -> BatchPolicy.isUrgent(rules, member(s), scope.now()));
    }

    private void capped(Forming forming, List<Part> parts) {
        Part first = parts.getFirst();
        hold(forming, parts.stream().flatMap(p -> p.members().stream()).map(s -> s.id().number()).toList(),
                "base fee " + quote.baseFee() + " is above the fee cap " + cap(first), TokenAmount.ZERO);
    }

    private Forming.Terms terms(Part part, Address sender) {
        String reason = due.reason().name().toLowerCase(Locale.ROOT) + ": " + due.words();
        Forming.Terms terms = new Forming.Terms(purpose, sender, reason, quote.baseFee(), "", 0, "", "");
        return isCapped(part) ? terms.alerting(alert(part)) : terms;
    }

    private String alert(Part part) {
        Member first = part.members().stream().map(this::member).min(Gathering.URGENT_FIRST).orElseThrow();
        int count = part.members().size();
        String loss = purpose == Purpose.PRECOMMIT
                ? count + (count == 1 ? " sector must be" : " sectors must be") + " sealed again with a new ticket"
                : "the precommit deposits of " + count + (count == 1 ? " sector are" : " sectors are") + " lost";
        return "fee cap " + cap(part) + " is below the base fee " + quote.baseFee() + ": unless it falls or the cap is raised, "
                + loss + " from epoch " + first.lastSafe();
    }

    // ---- the rest

    private void hold(Forming forming, List<Long> sectors, String words, TokenAmount lacks) {
        Due.Held held = due.held();
        boolean same = held != null && forming.events().isEmpty() && isSame(held.lacks(), lacks);
        if (!same) {
            forming.add(new MinerEvent.BatchHeld(m.miner(), purpose, sectors.stream().sorted().toList(), words, lacks));
        }
    }

    private static boolean isSame(TokenAmount old, TokenAmount now) {
        TokenAmount change = now.compareTo(old) > 0 ? now.minus(old) : old.minus(now);
        return old.isZero() == now.isZero() && change.times(NEWS).compareTo(old) <= 0;
    }

    private static List<Long> numbers(List<Sector> sectors) {
        return sectors.stream().map(s -> s.id().number()).toList();
    }
}
