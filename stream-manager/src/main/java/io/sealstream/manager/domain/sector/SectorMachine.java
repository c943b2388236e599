package io.sealstream.manager.domain.sector;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Machine;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.sector.SectorCommand.Allocate;
import io.sealstream.manager.domain.sector.SectorCommand.NodeResult;
import io.sealstream.manager.domain.sector.SectorEvent.SectorAborted;
import io.sealstream.manager.domain.sector.SectorEvent.SectorAllocated;
import io.sealstream.manager.domain.sector.SectorEvent.SectorRetried;
import io.sealstream.manager.domain.sector.SectorEvent.StepFailed;
import io.sealstream.manager.domain.sector.SectorEvent.TaskIssued;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.SealStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of one sector. Results of its node are judged by {@link NodeResults}, answers of the chain by {@link ChainAnswers}, news of its
 * messages by {@link MessageNews}; allocation, operators and wakes are here.
 */
public final class SectorMachine implements Machine<Sector, SectorCommand, SectorEvent, MinerContext> {
    @Override
    public Decision<SectorEvent> decide(@Nullable Sector sector, SectorCommand command, MinerContext context) {
        if (command instanceof Allocate allocate) {
            return allocate(sector, allocate);
        }
        if (sector == null) {
            return command instanceof NodeResult result
                    ? Decision.reject("the sector of task " + result.task().taskId() + " is not known",
                            NodeResults.acknowledge(result.task()))
                    : Decision.reject("the sector is not known");
        }
        return switch (command) {
            case Allocate c -> allocate(sector, c);
            case NodeResult c -> NodeResults.decide(sector, c, context);
            case SectorCommand.AssignRandomness c -> ChainAnswers.randomness(sector, c, context);
            case SectorCommand.ConfirmPreCommit c -> ChainAnswers.preCommit(sector, c, context);
            case SectorCommand.ConfirmSector c -> ChainAnswers.sector(sector, c, context);
            case SectorCommand.JoinBatch c -> MessageNews.join(sector, c, context);
            case SectorCommand.ReturnFromBatch c -> BatchReturns.returned(sector, c, context);
            case SectorCommand.LeaveBatch c -> BatchReturns.left(sector, c, context);
            case SectorCommand.RefuseProof c -> BatchReturns.proofRefused(sector, c, context);
            case SectorCommand.ResolveMessage c -> MessageNews.resolve(sector, c, context);
            case SectorCommand.Abort c -> abort(sector, c);
            case SectorCommand.Retry c -> retry(sector);
            case SectorCommand.Wake c -> wake(sector, context);
        };
    }

    @Override
    public Sector apply(@Nullable Sector sector, SectorEvent event, ChainEpoch at) {
        return SectorFold.apply(sector, event, at);
    }

    @Override
    public Plan plan(Sector sector, MinerContext context) {
        return SectorPlan.of(sector, context);
    }

    private static Decision<SectorEvent> allocate(@Nullable Sector sector, Allocate c) {
        if (sector != null) {
            return Decision.reject("sector " + c.sector() + " was given already");
        }
        return Decision.accept(List.of(new SectorAllocated(c.sector(), c.plan(), c.sealProof(), c.node(), c.store()),
                new TaskIssued(c.sector(), SealStep.PREPARE, 1)));
    }

    private static Decision<SectorEvent> abort(Sector sector, SectorCommand.Abort command) {
        return SectorRules.abortRefusal(sector)
                .<Decision<SectorEvent>>map(reason -> Decision.reject("sector " + sector.id() + " cannot be given up: " + reason))
                .orElseGet(() -> Decision.accept(List.of(new SectorAborted(sector.id(), command.reason()))));
    }

    private static Decision<SectorEvent> retry(Sector sector) {
        return SectorRules.stuckStage(sector)
                .<Decision<SectorEvent>>map(stage -> Decision.accept(List.of(new SectorRetried(sector.id(), stage))))
                .orElseGet(() -> Decision.reject("nothing of sector " + sector.id() + " is stuck"));
    }

    private static Decision<SectorEvent> wake(Sector sector, MinerContext context) {
        List<SectorEvent> events = new ArrayList<>();
        ChainEpoch now = context.now();
        if (sector.state() instanceof SectorState.Aborted) {
            return Decision.nothing();
        }
        switch (sector.state()) {
            case SectorState.AwaitingRetry s when !s.retryAt().isAfter(now) -> again(sector, s, context, events);
            case SectorState.AwaitingPreCommitBatch s when SectorRules.ticketTooOldToSend(sector, context) ->
                events.add(ticketTooOld(sector,
                        now));
            case SectorState.AwaitingProveCommitBatch s when SectorRules.tooLateToProve(sector, context) ->
                events.add(BatchReturns.tooLate(sector, context));
            case SectorState.AwaitingFinality s when isFinal(s, context) -> events.add(next(sector, SealStep.FINALIZE));
            case SectorState s -> {
                // every other state is moved by an answer
            }
        }
        if (sector.persistence() instanceof Persistence.Retrying p && !p.retryAt().isAfter(now)) {
            events.add(next(sector, SealStep.PERSIST));
        }
        return Decision.accept(events);
    }

    private static void again(Sector sector, SectorState.AwaitingRetry retry, MinerContext context, List<SectorEvent> events) {
        switch (retry.stage()) {
            case PREPARE -> events.add(next(sector, SealStep.PREPARE));
            case FINALIZE -> events.add(next(sector, SealStep.FINALIZE));
            case SEAL -> {
                if (!SectorRules.needsTicket(sector, context)) {
                    events.add(next(sector, SealStep.SEAL));
                }
            }
            case PRECOMMIT -> {
                if (SectorRules.ticketTooOldToSend(sector, context)) {
                    events.add(ticketTooOld(sector, context.now()));
                }
            }
            case PROVE, PROVE_COMMIT, PERSIST -> {
                // the plan asks the chain first
            }
        }
    }

    private static boolean isFinal(SectorState.AwaitingFinality state, MinerContext context) {
        boolean over = !context.openIntents().contains(state.intent());
        return over && context.now().since(state.since()) >= context.requirePolicy().messageConfidence();
    }

    private static StepFailed ticketTooOld(Sector sector, ChainEpoch now) {
        return new StepFailed(sector.id(), SealStep.SEAL, sector.tries().attempts(Stage.SEAL), FailureLevel.TEMPORARY,
                "the ticket of epoch " + sector.requireTicket().epoch()
                        + " is too old for a precommit; the sector is sealed anew",
                now.value());
    }

    /** The next attempt of a step. */
    static TaskIssued next(Sector sector, SealStep step) {
        return new TaskIssued(sector.id(), step, sector.tries().attempts(Stage.of(step)) + 1);
    }
}
