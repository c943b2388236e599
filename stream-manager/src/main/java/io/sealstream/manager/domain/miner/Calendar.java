package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.Standing;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.miner.MinerCommand.PlanDeadline;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.manager.domain.policy.Repeat;
import io.sealstream.manager.domain.proving.DeadlineWatch;
import io.sealstream.manager.domain.proving.Partition.WindowPlan;
import io.sealstream.manager.domain.proving.ProvingCommand;
import io.sealstream.manager.domain.proving.ProvingIds;
import io.sealstream.manager.domain.task.ProvenSector;
import java.util.ArrayList;
import java.util.List;

/** Which deadlines are read at their challenge, and what is told to their partitions. */
final class Calendar {
    private Calendar() {}

    /**
     * One question for each deadline whose window is near and not planned. All deadlines come by, since partitions may hold sectors that others
     * sealed; those where none of ours are known are looked at less often.
     */
    static Plan plan(MinerState m, Observed observed, MinerScope scope) {
        List<Standing> questions = new ArrayList<>();
        for (DeadlineInfo deadline : DeadlineWatch.due(scope.rules().schedule(), observed.periodStart(), scope.now())) {
            MinerState.Planned planned = m.deadlines().get((int) deadline.index());
            if (planned == null || !deadline.periodStart().equals(planned.periodStart())) {
                questions.add(question(m, deadline, planned == null ? Repeat.EMPTY_DEADLINE : Repeat.QUESTION));
            }
        }
        return new Plan(questions, null);
    }

    private static Standing question(MinerState m, DeadlineInfo deadline, long every) {
        int index = (int) deadline.index();
        int confidence = m.policy() == null ? 0 : m.policy().challengeConfidence();
        Effect ask = new Effect.AskChain(ProvingIds.plan(m.miner(), index, deadline.periodStart()),
                new ChainQuestion.ReadDeadline(m.miner(), index, deadline.periodStart(), deadline.challenge()),
                deadline.close().value());
        return new Standing(ask, DeadlineWatch.readAt(deadline, confidence), every);
    }

    static Decision<MinerEvent> planned(MinerState m, PlanDeadline c, MinerScope scope) {
        if (!c.requestId().equals(ProvingIds.plan(m.miner(), c.deadline(), c.periodStart()))) {
            return Decision.reject("nobody waits for answer " + c.requestId());
        }
        DeadlineInfo deadline = scope.rules().schedule().deadline(c.periodStart(), c.deadline(), scope.now());
        if (deadline.hasElapsed()) {
            return Decision.reject("deadline " + c.deadline() + " of the period from " + c.periodStart() + " has closed");
        }
        if (c.challenge().isEmpty()) {
            return Decision.reject("the challenge of deadline " + c.deadline() + " is not there yet; it is asked for again");
        }
        List<Effect> effects = new ArrayList<>();
        for (PlanDeadline.PartitionSeen seen : c.partitions()) {
            BitField wanted = seen.live().subtract(seen.faulty().subtract(seen.recovering()));
            List<ProvenSector> sectors = c.sectors().stream().filter(s -> wanted.contains(s.number())).toList();
            if (!sectors.isEmpty()) {
                PartitionId id = new PartitionId(m.miner(), c.deadline(), seen.index());
                WindowPlan plan = new WindowPlan(c.periodStart(), c.challengeEpoch(), deadline.open(), deadline.close(),
                        c.challenge(), sectors,
                        seen.recovering());
                effects.add(new Effect.Tell(new Target.OfPartition(id), new ProvingCommand.PlanWindow(id, plan, c.tipset())));
            }
        }
        return Decision.accept(List.of(), effects);
    }
}
