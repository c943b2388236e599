package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Request;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.miner.MinerCommand.Asked;
import io.sealstream.manager.domain.miner.MinerCommand.RequestSector;
import io.sealstream.manager.domain.miner.MinerState.Answer;
import io.sealstream.manager.domain.policy.MinerContext.NodeSeen;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import io.sealstream.manager.domain.batch.BatchPolicy.Reason;
import io.sealstream.manager.domain.batch.Due;
import io.sealstream.manager.domain.batch.Gathering;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.manager.domain.policy.Sealing;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Commands of requesters. The last number and answer of each requester are state: a repeat gets the original answer, a lower number is
 * refused. Refusals of idle stores are not recorded: they come every few seconds, and asking again must be able to succeed.
 */
final class Requests {
    /** Most requesters one miner remembers. */
    static final int MAX_CLIENTS = 10_000;
    private static final String PLAN = "cc";

    private Requests() {}

    static Decision<MinerEvent> decide(MinerState m, Asked command, MinerScope scope) {
        Request request = command.request();
        Answer last = m.clients().get(request.client());
        if (last != null && last.number() == request.number()) {
            return Decision.accept(List.of(),
                    List.of(new Effect.Reply(request, last.error().isEmpty(), last.value(), last.error())));
        }
        Optional<String> refusal = refusal(m, request, last, scope);
        if (refusal.isPresent()) {
            return Decision.reject(refusal.get(), new Effect.Reply(request, false, "", refusal.get()));
        }
        return switch (command) {
            case MinerCommand.SetPolicy c -> setPolicy(m, c);
            case MinerCommand.AllocateSectors c -> allocate(m, c);
            case MinerCommand.AbortSector c -> abort(m, c, scope);
            case MinerCommand.RetrySector c -> retry(m, c, scope);
            case MinerCommand.FlushBatch c -> flush(m, c, scope);
            case RequestSector c -> give(m, c);
        };
    }

    private static Optional<String> refusal(MinerState m, Request request, @Nullable Answer last, MinerScope scope) {
        if (last != null && request.number() < last.number()) {
            return Optional.of(
                    "request " + request.number() + " of " + request.client() + " is older than its last one, " + last.number());
        }
        if (request.validUntil() != 0 && scope.now().value() > request.validUntil()) {
            return Optional.of("the request was valid until epoch " + request.validUntil() + ", now is " + scope.now());
        }
        return last == null && m.clients().size() >= MAX_CLIENTS
                ? Optional
                        .of("miner " + m.miner() + " remembers " + MAX_CLIENTS + " requesters already; use a lasting client name")
                : Optional.empty();
    }

    private static Decision<MinerEvent> setPolicy(MinerState m, MinerCommand.SetPolicy c) {
        Optional<String> fault = c.policy().fault();
        return fault.isPresent()
                ? refuse(m, c.request(), fault.get())
                : answer(m, c.request(), "{\"miner\":\"" + m.miner() + "\"}",
                        List.of(new MinerEvent.PolicySet(m.miner(), c.policy())), List.of());
    }

    private static Decision<MinerEvent> allocate(MinerState m, MinerCommand.AllocateSectors c) {
        if (m.policy() == null) {
            return refuse(m, c.request(), noPolicy(m));
        }
        if (c.count() < 1) {
            return refuse(m, c.request(), "count must be at least 1, not " + c.count());
        }
        long total = Math.max(m.wanted(), m.begun()) + c.count();
        return answer(m, c.request(), "{\"wanted\":" + total + ",\"begun\":" + m.begun() + "}",
                List.of(new MinerEvent.SectorsWanted(m.miner(), total)), List.of());
    }

    private static Decision<MinerEvent> abort(MinerState m, MinerCommand.AbortSector c, MinerScope scope) {
        Optional<Sector> sector = scope.sectors().apply(c.sector());
        Optional<String> refusal = sector.isEmpty() ? Optional.of("it is not known") : SectorRules.abortRefusal(sector.get());
        return refusal.isPresent()
                ? refuse(m, c.request(), "sector " + m.miner() + "/" + c.sector() + " cannot be given up: " + refusal.get())
                : answer(m, c.request(), named(c.sector()), List.of(),
                        List.of(tell(m, c.sector(), new SectorCommand.Abort(c.reason()))));
    }

    private static Decision<MinerEvent> retry(MinerState m, MinerCommand.RetrySector c, MinerScope scope) {
        Optional<Sector> sector = scope.sectors().apply(c.sector());
        return sector.flatMap(SectorRules::stuckStage).isEmpty()
                ? refuse(m, c.request(), "nothing of sector " + m.miner() + "/" + c.sector() + " is stuck")
                : answer(m, c.request(), named(c.sector()), List.of(), List.of(tell(m, c.sector(), new SectorCommand.Retry())));
    }

    private static Decision<MinerEvent> flush(MinerState m, MinerCommand.FlushBatch c, MinerScope scope) {
        Gathering gathering = m.batches().gathering(c.purpose());
        Due due = gathering.due();
        if (due != null && due.held() == null) {
            return refuse(m, c.request(),
                    "sectors are about to leave already; look with: stream-manager batch list " + m.miner());
        }
        Set<Long> free = (due == null ? gathering.undecided() : gathering.leaving()).stream().map(Member::sector)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Long> wanted = c.sectors().isEmpty() ? List.copyOf(free) : c.sectors().stream().distinct().toList();
        List<Long> strange = wanted.stream().filter(n -> !free.contains(n)).toList();
        if (wanted.isEmpty() || !strange.isEmpty()) {
            return refuse(m, c.request(), wanted.isEmpty()
                    ? "no sector of " + m.miner() + " waits for a " + c.purpose() + " message"
                    : "sectors " + strange + " of " + m.miner() + " do not wait for a " + c.purpose() + " message");
        }
        return answer(m, c.request(), "{\"sectors\":" + wanted + "}",
                List.of(Batching.due(m, c.purpose(), wanted, Reason.OPERATOR, "an operator wants it", scope)), List.of());
    }

    private static Decision<MinerEvent> give(MinerState m, RequestSector c) {
        MinerPolicy policy = m.policy();
        Observed observed = m.observed();
        Optional<String> refusal = giveRefusal(m, c);
        if (refusal.isPresent() || policy == null || observed == null) {
            return busy(c.request(), refusal.orElse(""));
        }
        OptionalLong number = Numbers.next(policy, observed, m.given());
        if (number.isEmpty()) {
            return busy(c.request(), "all numbers from " + policy.minNumber() + " to " + policy.maxNumber() + " are used");
        }
        SectorCommand allocate = new SectorCommand.Allocate(new SectorId(m.miner(), number.getAsLong()), PLAN, policy.sealProof(),
                c.node(),
                c.store());
        return answer(m, c.request(), named(number.getAsLong()), List.of(), List.of(tell(m, number.getAsLong(), allocate)));
    }

    private static Optional<String> giveRefusal(MinerState m, RequestSector c) {
        if (m.policy() == null) {
            return Optional.of(noPolicy(m));
        }
        if (m.observed() == null) {
            return Optional.of("miner " + m.miner() + " has not been read from the chain yet");
        }
        NodeSeen seen = m.nodes().get(c.node());
        if (seen != null && seen.incarnation() > c.incarnation()) {
            return Optional.of("a newer process named " + c.node() + " is running");
        }
        Long busy = m.busyStores().get(MinerState.scratch(c.node(), c.store()));
        if (busy != null) {
            return Optional.of("store " + c.store() + " of " + c.node() + " is busy with sector " + m.miner() + "/" + busy);
        }
        boolean wanted = m.policy().sealing() == Sealing.CONTINUOUS || m.wanted() > m.begun();
        return wanted ? Optional.empty() : Optional.of("no sector is wanted: " + m.begun() + " of " + m.wanted() + " are begun");
    }

    private static String noPolicy(MinerState m) {
        return "miner " + m.miner() + " has no policy; set one with: stream-manager policy apply FILE";
    }

    private static String named(long sector) {
        return "{\"sector\":" + sector + "}";
    }

    private static Effect tell(MinerState m, long sector, SectorCommand command) {
        return new Effect.Tell(new Target.OfSector(new SectorId(m.miner(), sector)), command);
    }

    private static Decision<MinerEvent> answer(MinerState m, Request request, String value, List<MinerEvent> events,
            List<Effect> effects) {
        List<MinerEvent> all = new ArrayList<>(events);
        all.add(new MinerEvent.RequestAnswered(m.miner(), request.client(), request.number(), value, ""));
        List<Effect> out = new ArrayList<>(effects);
        out.add(new Effect.Reply(request, true, value, ""));
        return Decision.accept(all, out);
    }

    /** A refusal that is the answer to this number for ever. It is recorded, so it is an accepted command with a negative reply. */
    private static Decision<MinerEvent> refuse(MinerState m, Request request, String reason) {
        return Decision.accept(List.of(new MinerEvent.RequestAnswered(m.miner(), request.client(), request.number(), "", reason)),
                List.of(new Effect.Reply(request, false, "", reason)));
    }

    private static Decision<MinerEvent> busy(Request request, String reason) {
        return Decision.reject(reason, new Effect.Reply(request, false, "", reason));
    }
}
