package io.sealstream.devnet.chain.rpc.faults;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * The rules that hold at a server. The first rule that matches a call and whose turn it is decides; a rule counts the calls that reach it.
 * Methods of the namespace {@code Devchain} never go wrong, so that one can always repair. Any thread may call.
 */
public final class Faults {
    /** More would be a mistake of the caller. */
    public static final int MAX_RULES = 100;
    private static final String SPARED = "Devchain.";

    private List<Armed> rules = List.of();

    /**
     * A rule and what it has done.
     *
     * @param calls that reached it
     * @param hits  that went wrong by it
     */
    public record Count(FaultRule rule, long calls, long hits) {}

    private static final class Armed {
        private final FaultRule rule;
        private final Pattern pattern;
        private final SplittableRandom random;
        private long calls;
        private long hits;

        Armed(FaultRule rule) {
            this.rule = rule;
            this.pattern = rule.pattern();
            this.random = new SplittableRandom(rule.when() instanceof FaultRule.When.Chance chance ? chance.seed() : 0);
        }

        boolean strikes(String method) {
            if (!pattern.matcher(method).matches()) {
                return false;
            }
            calls++;
            boolean now = switch (rule.when()) {
                case FaultRule.When.Always always -> true;
                case FaultRule.When.Next next -> calls <= next.calls();
                case FaultRule.When.Every every -> calls % every.calls() == 0;
                case FaultRule.When.Chance chance -> random.nextDouble() < chance.probability();
            };
            hits += now ? 1 : 0;
            return now;
        }
    }

    /** Replaces all rules; counting begins anew. */
    public synchronized void set(List<FaultRule> wanted) {
        if (wanted.size() > MAX_RULES) {
            throw new IllegalArgumentException("at most " + MAX_RULES + " rules, not " + wanted.size());
        }
        rules = wanted.stream().map(Armed::new).toList();
    }

    public synchronized void clear() {
        rules = List.of();
    }

    public synchronized List<Count> list() {
        return rules.stream().map(armed -> new Count(armed.rule, armed.calls, armed.hits)).toList();
    }

    /** What is to happen to a call of a method, if anything. */
    synchronized Optional<FaultRule> strike(String method) {
        if (method.startsWith(SPARED)) {
            return Optional.empty();
        }
        return rules.stream().filter(armed -> armed.strikes(method)).findFirst().map(armed -> armed.rule);
    }
}
