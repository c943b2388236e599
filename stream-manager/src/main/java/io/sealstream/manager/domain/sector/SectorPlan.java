package io.sealstream.manager.domain.sector;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.ChainQuestion.DrawRandomness;
import io.sealstream.manager.domain.ChainQuestion.RandomnessPurpose;
import io.sealstream.manager.domain.ChainQuestion.ReadPreCommit;
import io.sealstream.manager.domain.ChainQuestion.ReadSector;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Standing;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.policy.Repeat;
import io.sealstream.manager.domain.task.NodeTask;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.manager.domain.task.TaskRef;
import io.sealstream.manager.domain.task.Work;
import java.util.List;

/** What each state of a sector stands by: the task, question or offer whose answer moves it on. */
final class SectorPlan {
    private SectorPlan() {}

    static Plan of(Sector sector, MinerContext context) {
        if (sector.state() instanceof SectorState.Aborted) {
            return Plan.NOTHING;
        }
        return main(sector, context).and(copy(sector, context));
    }

    private static Plan main(Sector s, MinerContext context) {
        return switch (s.state()) {
            case SectorState.AwaitingPieces p -> task(s, SealStep.PREPARE, p.attempt(), p.since(), context);
            case SectorState.AwaitingTicket p -> Plan.of(ask(ticket(s, p.since(), context), p.since()));
            case SectorState.AwaitingReplica p -> task(s, SealStep.SEAL, p.attempt(), p.since(), context);
            case SectorState.AwaitingPreCommitBatch p -> Plan.of(offer(s, Purpose.PRECOMMIT, p.since())).and(Plan.actAt(
                    s.requireTicket().epoch().plus(context.rules().maxTicketAge() - SectorRules.SEND_RESERVE + 1)));
            case SectorState.AwaitingPreCommit p -> Plan.of(look(preCommit(s, "look"), p.since()));
            case SectorState.AwaitingSeed p -> Plan.of(seed(s, context));
            case SectorState.AwaitingProofInputs p -> Plan.of(ask(proofPreCommit(s), p.since()));
            case SectorState.AwaitingProof p -> task(s, SealStep.PROVE, p.attempt(), p.since(), context);
            case SectorState.AwaitingPersistence p -> Plan.NOTHING;
            case SectorState.AwaitingProveCommitBatch p -> Plan.of(offer(s, Purpose.PROVE_COMMIT, p.since()))
                    .and(Plan.actAt(SectorClocks.lastUse(Purpose.PROVE_COMMIT, s, context.rules()).plus(1)));
            case SectorState.AwaitingProveCommit p -> Plan.of(look(sector(s, "look"), p.since()));
            case SectorState.AwaitingFinality p -> Plan.actAt(p.since().plus(context.requirePolicy().messageConfidence()));
            case SectorState.AwaitingCleanup p -> task(s, SealStep.FINALIZE, p.attempt(), p.since(), context);
            case SectorState.Proving p -> Plan.NOTHING;
            case SectorState.AwaitingRetry p -> retry(s, p, context);
            case SectorState.AwaitingPerson p -> Plan.NOTHING;
            case SectorState.Aborted p -> Plan.NOTHING;
        };
    }

    private static Plan retry(Sector s, SectorState.AwaitingRetry retry, MinerContext context) {
        ChainEpoch at = retry.retryAt();
        return switch (retry.stage()) {
            case PREPARE, FINALIZE -> Plan.actAt(at);
            case SEAL -> SectorRules.needsTicket(s, context) ? Plan.of(ask(ticket(s, at, context), at)) : Plan.actAt(at);
            case PRECOMMIT -> Plan.of(ask(preCommit(s, "check"), at));
            case PROVE -> s.seed() == null ? Plan.of(seed(s, context)) : Plan.of(ask(proofPreCommit(s), at));
            case PROVE_COMMIT -> Plan.of(ask(sector(s, "check"), at));
            case PERSIST -> Plan.NOTHING;
        };
    }

    private static Plan copy(Sector s, MinerContext context) {
        return switch (s.persistence()) {
            case Persistence.Copying p -> task(s, SealStep.PERSIST, p.attempt(), p.since(), context);
            case Persistence.Retrying p -> Plan.actAt(p.retryAt());
            case Persistence.NotBegun p -> Plan.NOTHING;
            case Persistence.Stuck p -> Plan.NOTHING;
            case Persistence.Done p -> Plan.NOTHING;
        };
    }

    private static Standing ask(Effect question, ChainEpoch from) {
        return new Standing(question, from, Repeat.QUESTION);
    }

    /** A look while a message is under way; the lane's word comes first, so it starts one period later. */
    private static Standing look(Effect question, ChainEpoch since) {
        return new Standing(question, since.plus(Repeat.LOOK), Repeat.LOOK);
    }

    private static Standing offer(Sector s, Purpose purpose, ChainEpoch from) {
        return new Standing(new Effect.OfferToBatch(s.id(), purpose), from, Repeat.OFFER);
    }

    private static Plan task(Sector s, SealStep step, int attempt, ChainEpoch since, MinerContext context) {
        if (attempt == 0) {
            return Plan.NOTHING;
        }
        TaskRef ref = TaskRef.of(s.id(), step, attempt, s.origin().node());
        NodeTask task = new NodeTask(ref, s.id().miner(), s.id().number(), work(s, step, context));
        return Plan.of(new Standing(new Effect.PutTask(task), since, Repeat.TASK));
    }

    private static Work work(Sector s, SealStep step, MinerContext context) {
        int proof = s.origin().sealProof();
        String store = s.origin().store();
        return switch (step) {
            case PREPARE -> new Work.Prepare(proof, store, List.of());
            case SEAL ->
                new Work.Seal(proof, store, s.requireTicket().value(), s.requireTicket().epoch(), s.requirePieces().list(),
                        s.requirePieces().commD());
            case PERSIST -> new Work.Persist(proof, store, context.requirePolicy().stores(), s.requireReplica().commR());
            case PROVE ->
                new Work.Prove(proof, store, s.requirePieces().list(), s.requireReplica().commR(), s.requireReplica().commD(),
                        s.requireTicket().value(), s.requireTicket().epoch(), s.requireSeed().value(), s.requireSeed().epoch());
            case FINALIZE -> new Work.Finalize(proof, store, s.persistence() instanceof Persistence.Done d ? d.store() : "",
                    s.requireReplica().commR());
        };
    }

    /** A ticket one finality back; the epoch steps on while the answer is missing, so that it never gets old. */
    static Effect.AskChain ticket(Sector s, ChainEpoch since, MinerContext context) {
        long steps = Math.max(0, context.now().since(since)) / SectorRules.TICKET_STEP;
        ChainEpoch epoch = since.plus(steps * SectorRules.TICKET_STEP).minus(context.rules().ticketLookback())
                .max(ChainEpoch.ZERO);
        return new Effect.AskChain(ticketId(s, epoch),
                new DrawRandomness(s.id().miner(), s.id().number(), RandomnessPurpose.SEAL_TICKET,
                        epoch),
                0);
    }

    static String ticketId(Sector s, ChainEpoch epoch) {
        return s.id() + "/TICKET/" + epoch;
    }

    static Standing seed(Sector s, MinerContext context) {
        ChainEpoch epoch = SectorRules.seedEpoch(s, context);
        Effect question = new Effect.AskChain(s.id() + "/SEED/" + epoch,
                new DrawRandomness(s.id().miner(), s.id().number(), RandomnessPurpose.INTERACTIVE_SEED, epoch), 0);
        return ask(question, epoch.plus(Math.max(1, context.requirePolicy().seedConfidence())).max(s.state().since()));
    }

    static Effect.AskChain preCommit(Sector s, String why) {
        return new Effect.AskChain(s.id() + "/PRECOMMIT/" + s.tries().attempts(Stage.PRECOMMIT) + "/" + why,
                new ReadPreCommit(s.id()), 0);
    }

    static Effect.AskChain proofPreCommit(Sector s) {
        return new Effect.AskChain(proofId(s, "precommit"), new ReadPreCommit(s.id()), 0);
    }

    static Effect.AskChain proofTicket(Sector s) {
        ChainEpoch epoch = s.requireTicket().epoch();
        return new Effect.AskChain(proofTicketId(s),
                new DrawRandomness(s.id().miner(), s.id().number(), RandomnessPurpose.SEAL_TICKET, epoch),
                0);
    }

    /** Names the precommit the ticket is drawn for, so that an answer of a former one does not count. */
    static String proofTicketId(Sector s) {
        return proofId(s, "ticket") + "/" + s.requirePreCommit().epoch();
    }

    private static String proofId(Sector s, String what) {
        return s.id() + "/PROVE/" + (s.tries().attempts(Stage.PROVE) + 1) + "/" + what;
    }

    static Effect.AskChain sector(Sector s, String why) {
        return new Effect.AskChain(s.id() + "/PROVE_COMMIT/" + s.tries().attempts(Stage.PROVE_COMMIT) + "/" + why,
                new ReadSector(s.id()), 0);
    }
}
