package io.sealstream.manager.whatif;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.batch.BatchPolicy;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import io.sealstream.manager.domain.policy.BaseFees;
import io.sealstream.manager.domain.policy.BatchRules;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** How long a decision over very many pending sectors takes. */
final class PlanningSpeed {
    private static final int PENDING = 100_000;
    private static final int TIMES = 200;
    private static final double MILLION = 1e6;
    private static final BatchRules HOLDING = new BatchRules(true, 2 * PENDING, 100_000, 2, TokenAmount.ZERO, 1, 1, 60, 0);

    private final PrintStream out;

    PlanningSpeed(PrintStream out) {
        this.out = out;
    }

    void run() {
        BaseFees fees = FeeSeries.parse(FeeShape.SPIKY.csv(0)).seenAt(FeeShape.FIRST + 5_000);
        List<Member> members = LongStream.range(0, PENDING)
                .mapToObj(n -> new Member(n, ChainEpoch.of(1_000 + n * 7_919 % 500), ChainEpoch.of(9_000 + n * 7_919 % 3_001)))
                .toList();
        out.printf(
                "%n## Planning %,d pending sectors%n%nGoal: at most 50 ms.%n%n| decision | first ms | median ms | longest of %d ms |%n"
                        + "|---|---|---|---|%n",
                PENDING, TIMES);
        time("hold", () -> BatchPolicy.decide(HOLDING, members, ChainEpoch.of(1_500), fees));
        time("all leave, most urgent first",
                () -> BatchPolicy.decide(BatchRules.PROVE_COMMIT_DEFAULTS, members, ChainEpoch.of(1_500), fees));
    }

    private void time(String what, Runnable planning) {
        long[] nanos = new long[TIMES];
        for (int i = 0; i < nanos.length; i++) {
            long began = System.nanoTime();
            planning.run();
            nanos[i] = System.nanoTime() - began;
        }
        double first = nanos[0] / MILLION;
        Arrays.sort(nanos);
        out.printf(Locale.ROOT, "| %s | %.1f | %.1f | %.1f |%n", what, first, nanos[TIMES / 2] / MILLION,
                nanos[TIMES - 1] / MILLION);
    }
}
