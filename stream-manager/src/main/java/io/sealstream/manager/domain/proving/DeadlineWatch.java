package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.ProvingSchedule;
import java.util.ArrayList;
import java.util.List;

/**
 * Which deadlines a miner must read now. All of them come by, not only those that hold sectors we sealed: partitions may hold sectors of
 * others, and what the log does not know the chain does. So nothing must be remembered to find them again after an outage of any length.
 */
public final class DeadlineWatch {
    private DeadlineWatch() {}

    /**
     * The deadlines whose challenge has come and whose window has not closed, and the next one to come, by rising challenge. With the public
     * calendar these are two or three.
     *
     * @param periodStart start of any proving period of the miner
     */
    public static List<DeadlineInfo> due(ProvingSchedule schedule, ChainEpoch periodStart, ChainEpoch now) {
        List<DeadlineInfo> due = new ArrayList<>();
        DeadlineInfo next = schedule.deadlineAt(periodStart.value(), now);
        for (long i = 0; i < schedule.deadlines(); i++) {
            due.add(next);
            if (next.challenge().isAfter(now)) {
                break;
            }
            next = after(next);
        }
        return List.copyOf(due);
    }

    private static DeadlineInfo after(DeadlineInfo deadline) {
        ProvingSchedule schedule = deadline.schedule();
        boolean last = deadline.index() == schedule.deadlines() - 1;
        return last
                ? schedule.deadline(deadline.nextPeriodStart(), 0, deadline.currentEpoch())
                : schedule.deadline(deadline.periodStart(), deadline.index() + 1, deadline.currentEpoch());
    }

    /** First epoch at which a deadline is read: its challenge has the wanted confidence, or its window opens. */
    public static ChainEpoch readAt(DeadlineInfo deadline, int confidence) {
        return deadline.challenge().plus(Math.max(1, Math.min(confidence, deadline.schedule().challengeLookback())));
    }
}
