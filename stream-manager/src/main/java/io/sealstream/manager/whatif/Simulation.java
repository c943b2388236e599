package io.sealstream.manager.whatif;

import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.policy.FeeTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sends recorded sectors under other rules. Everything but the two messages is as recorded: when a sector is sealed, how long it takes from its
 * precommit to its proof. A message lands {@link Clocks#latency} epochs after it left, or once the base fee is no more than it may pay; a
 * member whose clock runs out before is lost.
 */
public final class Simulation {
    private static final int PERCENT = 100;

    private final FeeSeries fees;
    private final Clocks clocks;
    private final Contender contender;
    private final Queue preCommits;
    private final Queue proveCommits;
    private final TallySheet preCommit = new TallySheet();
    private final TallySheet proveCommit = new TallySheet();
    private final Map<Long, Long> waited = new HashMap<>();
    private final List<Long> waits = new ArrayList<>();

    private Simulation(FeeSeries fees, Clocks clocks, Contender contender) {
        this.fees = fees;
        this.clocks = clocks;
        this.contender = contender;
        this.preCommits = new Queue(contender.preCommit(), fees);
        this.proveCommits = new Queue(contender.proveCommit(), fees);
    }

    /** Sends the sectors; the same sectors, fees and contender always come to the same. */
    public static Outcome run(List<Arrival> arrivals, FeeSeries fees, Clocks clocks, Contender contender) {
        return new Simulation(fees, clocks, contender).run(arrivals);
    }

    private Outcome run(List<Arrival> arrivals) {
        arrivals.forEach(each -> preCommits.add(each, each.ready().value(), each.ticket().plus(clocks.ticketAge()).value()));
        long now = next();
        while (now < Long.MAX_VALUE) {
            preCommits.pass(now, this::preCommit);
            proveCommits.pass(now, this::proveCommit);
            now = next();
        }
        return new Outcome(contender.name(), preCommit.tally(), proveCommit.tally(), new Waits(waits));
    }

    private long next() {
        return Math.min(preCommits.next(), proveCommits.next());
    }

    private void preCommit(long now, List<Queue.Waiting> leaving) {
        send(now, leaving, contender.preCommit(), preCommit, (sector, landing) -> {
            waited.put(sector.sector().sector(), wait(sector, landing));
            sector.sector().proving().ifPresent(
                    epochs -> proveCommits.add(sector.sector(), landing + epochs, landing + clocks.proveWithin()));
        });
    }

    private void proveCommit(long now, List<Queue.Waiting> leaving) {
        send(now, leaving, contender.proveCommit(), proveCommit,
                (sector, landing) -> waits.add(waited.getOrDefault(sector.sector().sector(), 0L) + wait(sector, landing)));
    }

    private static long wait(Queue.Waiting sector, long landing) {
        return landing - sector.ready();
    }

    /** What happens to a sector whose message landed. */
    private interface Landed {
        void at(Queue.Waiting sector, long landing);
    }

    private void send(long now, List<Queue.Waiting> leaving, Contender.Stage stage, TallySheet sheet, Landed landed) {
        Map<Long, Queue.Waiting> bySector = leaving.stream()
                .collect(Collectors.toMap(each -> each.member().sector(), Function.identity()));
        for (Carried message : stage.form().of(leaving.stream().map(Queue.Waiting::sector).toList())) {
            List<Queue.Waiting> members = message.sectors().stream()
                    .map(each -> Objects.requireNonNull(bySector.get(each.sector())))
                    .toList();
            long landing = landing(now, message, members, stage);
            if (members.stream().anyMatch(each -> landing <= each.lastSafe())) {
                sheet.landed(message, message.stateGas(), fees.at(landing));
            }
            for (Queue.Waiting each : members) {
                land(each, landing, sheet, landed);
            }
        }
    }

    private void land(Queue.Waiting each, long landing, TallySheet sheet, Landed landed) {
        if (landing > each.lastSafe()) {
            sheet.missed();
            return;
        }
        sheet.carried(wait(each, landing), each.lastSafe() - landing <= clocks.near());
        landed.at(each, landing);
    }

    /** The first epoch at which the message may pay the base fee, at most one after the last clock of its members. */
    private long landing(long now, Carried message, List<Queue.Waiting> members, Contender.Stage stage) {
        FeeTerms terms = stage.fees().apply(message.size());
        TokenAmount cap = terms
                .feeCap((message.exactGas() + message.stateGas()) * terms.overEstimation() / PERCENT);
        long last = members.stream().mapToLong(Queue.Waiting::lastSafe).max().orElseThrow();
        long landing = now + clocks.latency();
        while (landing <= last && fees.at(landing).compareTo(cap) > 0) {
            landing++;
        }
        return landing;
    }
}
