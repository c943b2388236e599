package io.sealstream.manager.whatif;

import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.policy.BatchRules;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Peers' defaults and ours over three series of base fees and three loads; started by {@code ops/bench/policies}. */
final class PolicyBench {
    private static final Clocks CLOCKS = Clocks.of(NetworkPolicy.MAINNET);

    private final int draws;
    private final PrintStream out;

    private PolicyBench(int draws, PrintStream out) {
        this.draws = draws;
        this.out = out;
    }

    /** Argument: draws of each series and load. Prints Markdown. */
    public static void main(String[] arguments) {
        PolicyBench bench = new PolicyBench(Integer.parseInt(arguments[0]), System.out);
        List<PolicyCell> cells = bench.cells(List.of(Rivals.damocles(CLOCKS), Rivals.lotus(), ours(), quick(45), quick(20)));
        bench.goals(cells);
        bench.table("All rows", cells);
        bench.table("The peers with their fee caps and timers",
                bench.cells(List.of(Rivals.damoclesWithCap(CLOCKS), Rivals.lotusWithCap(), Rivals.lotusWithTimer())));
        new PlanningSpeed(System.out).run();
    }

    private static Contender ours() {
        return contender("ours", BatchRules.PRECOMMIT_DEFAULTS, BatchRules.PROVE_COMMIT_DEFAULTS);
    }

    /** Precommits at once, proofs within so many epochs. */
    private static Contender quick(long maxWait) {
        return contender("ours, at most " + maxWait + " epochs", waiting(1), waiting(maxWait));
    }

    private static BatchRules waiting(long maxWait) {
        return new BatchRules(true, 819, maxWait, 2, TokenAmount.ZERO, 0, 1, 60, 0);
    }

    private static Contender contender(String name, BatchRules pre, BatchRules prove) {
        return new Contender(name, new Contender.Stage(Departure.of(pre), Form.PRECOMMITS, n -> Rivals.NO_CAP),
                new Contender.Stage(Departure.of(prove), Form.proveCommits(prove.aggregateFrom()), n -> Rivals.NO_CAP));
    }

    private List<PolicyCell> cells(List<Contender> contenders) {
        return Arrays.stream(FeeShape.values())
                .flatMap(shape -> Arrays.stream(Load.values()).flatMap(load -> cells(shape, load, contenders).stream())).toList();
    }

    private List<PolicyCell> cells(FeeShape shape, Load load, List<Contender> contenders) {
        List<List<Outcome>> byDraw = IntStream.range(0, draws).mapToObj(draw -> outcomes(shape, load, draw, contenders)).toList();
        List<PolicyCell> cells = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            int column = i;
            cells.add(PolicyCell.of(shape, load, byDraw.stream().map(each -> each.get(column)).toList()));
        }
        return cells;
    }

    private static List<Outcome> outcomes(FeeShape shape, Load load, int draw, List<Contender> contenders) {
        FeeSeries fees = FeeSeries.parse(shape.csv(draw));
        List<Arrival> arrivals = load.arrivals(draw);
        return contenders.stream().map(each -> Simulation.run(arrivals, fees, CLOCKS, each)).toList();
    }

    /** Against each peer the row of ours that burns least among those that wait no longer. */
    private void goals(List<PolicyCell> cells) {
        out.printf(
                "%n## Goals%n%nAgainst each peer the row of ours that burns least and whose 95th percentile of waits is no longer. Goal: at medium and "
                        + "high load in the spiky and rising series 20 %% less, elsewhere not more.%n%n"
                        + "| base fee | load | peer | it burns FIL | p95 h | row of ours | burns FIL | p95 h | difference | our default | p95 h |%n"
                        + "|---|---|---|---|---|---|---|---|---|---|---|%n");
        cells.stream().filter(each -> !each.isOurs()).forEach(peer -> goal(peer, cells.stream().filter(peer::isBeside)
                .filter(PolicyCell::isOurs).toList()));
    }

    private void goal(PolicyCell peer, List<PolicyCell> ours) {
        PolicyCell plain = ours.getFirst();
        PolicyCell best = ours.stream().filter(each -> each.high() <= peer.high())
                .min(Comparator.comparingDouble(PolicyCell::burnt))
                .orElse(plain);
        out.printf(Locale.ROOT, "| %s | %s | %.4f | %.2f | %s | %.4f | %.2f | **%s** | %s | %.2f |%n", peer.place(),
                peer.policy(),
                peer.burnt(), peer.high(), best.policy(), best.burnt(), best.high(), best.against(peer), plain.against(peer),
                plain.high());
    }

    private void table(String title, List<PolicyCell> cells) {
        out.printf(
                "%n## %s%n%n| base fee | load | policy | messages | exact Mgas a sector | burnt FIL | wait p50 h | p95 h | of it precommit "
                        + "| near | missed |%n|---|---|---|---|---|---|---|---|---|---|---|%n",
                title);
        cells.forEach(each -> out.println(each.row()));
    }
}
