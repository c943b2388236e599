package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.batch.Aggregation;
import io.sealstream.manager.domain.batch.BatchPolicy;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import io.sealstream.manager.domain.batch.BatchPolicy.Verdict;
import io.sealstream.manager.domain.batch.Due;
import io.sealstream.manager.domain.batch.Gathering;
import io.sealstream.manager.domain.batch.OpenBatch;
import io.sealstream.manager.domain.policy.BaseFees;
import io.sealstream.manager.domain.policy.MinerPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the batches of a miner wait for, for people. */
public final class BatchWords {
    private BatchWords() {}

    /**
     * Sectors that share a message, or will.
     *
     * @param state   {@code waiting}, {@code leaving}, {@code aggregating} or {@code sent}
     * @param intent  id of the message; empty before it is formed
     * @param sectors ascending
     * @param words   why they wait, until when, and what is missing
     * @param alert   what a person should know; empty for nothing
     */
    public record Line(Purpose purpose, String state, String intent, List<Long> sectors, String words, String alert) {
        public Line {
            sectors = List.copyOf(sectors);
        }
    }

    /** All batches, those that wait first. */
    public static List<Line> of(MinerState m, ChainEpoch now, BaseFees fees) {
        List<Line> lines = new ArrayList<>();
        MinerPolicy policy = m.policy();
        if (policy != null) {
            m.batches().gatherings().forEach((purpose, g) -> gathering(purpose, g, policy, now, fees, lines));
        }
        m.batches().open().values().forEach(b -> lines.add(sent(b)));
        return lines;
    }

    private static void gathering(Purpose purpose, Gathering gathering, MinerPolicy policy, ChainEpoch now, BaseFees fees,
            List<Line> lines) {
        List<Member> undecided = gathering.undecided();
        Due due = gathering.due();
        if (!undecided.isEmpty()) {
            String words = due != null
                    ? "wait until those that are leaving have left"
                    : words(BatchPolicy.decide(Batching.rules(policy, purpose), undecided, now, fees));
            lines.add(new Line(purpose, "waiting", "", undecided.stream().map(Member::sector).toList(), words, ""));
        }
        if (due != null) {
            Due.Held held = due.held();
            lines.add(new Line(purpose, "leaving", "", due.sectors().stream().boxed().toList(), due.words() + "; "
                    + (held == null ? "their price is being asked for" : held.words()), held == null ? "" : held.words()));
        }
        gathering.aggregations().values().forEach(a -> lines.add(aggregating(a)));
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Hold hold -> hold.words();
            case Verdict.Flush flush -> "leave now: " + flush.words();
        };
    }

    private static Line aggregating(Aggregation a) {
        String words = a.node().isEmpty()
                ? "wait for a node that aggregates proofs"
                : "node " + a.node() + " aggregates their proofs (attempt " + a.attempt() + ")";
        return new Line(Purpose.PROVE_COMMIT, "aggregating", a.intent(), a.sectors(), words, a.alert());
    }

    private static Line sent(OpenBatch b) {
        return new Line(b.purpose(), "sent", b.intent(), b.sectors(),
                b.reason() + "; from " + b.sender() + " with " + b.funds().value().format(), b.alert());
    }

    /** The words and the own clock of each sector that is in no message yet. */
    public static Map<Long, String> bySector(MinerState m, ChainEpoch now, BaseFees fees) {
        Map<Long, String> words = new TreeMap<>();
        for (Line line : of(m, now, fees)) {
            if (!line.state().equals("sent")) {
                line.sectors().forEach(n -> words.put(n, line.words() + clock(m, line.purpose(), n)));
            }
        }
        return words;
    }

    private static String clock(MinerState m, Purpose purpose, long sector) {
        return m.batches().gathering(purpose).waiting().find(sector)
                .map(member -> "; ready since epoch " + member.readyAt() + ", safe until epoch " + member.lastSafe()).orElse("");
    }
}
