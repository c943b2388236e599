package io.sealstream.signer.domain;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which messages are signed. The rules are asked in order and the first that fits decides. A key that no rule is about signs what sealing
 * and proving need and what {@code allowed} names; one with a rule signs nothing that its rules do not allow. No-ops are signed unless a
 * rule that names them denies.
 *
 * @param rules   in their order
 * @param allowed calls beyond sealing and proving for keys without rules
 * @param compat  whether keys without rules sign every message that decodes, as venus-wallet does
 * @param raw     which keys sign bytes that nobody can read
 */
public record SigningPolicy(List<Rule> rules, CallSet allowed, boolean compat, RawGrants raw) {
    /** Stands for a rule where a key has none. */
    public static final String DEFAULT = "default";
    static final String COMPAT = "compat";
    static final String NO_OP = "no-op";
    private static final CallSet SEALING = CallSet.sealing();
    private static final Set<String> RESERVED = Set.of(DEFAULT, COMPAT, NO_OP);

    public SigningPolicy {
        rules = List.copyOf(rules);
        Set<String> names = new HashSet<>(RESERVED);
        for (Rule rule : rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException("rule '" + rule.name() + "': this name is "
                        + (RESERVED.contains(rule.name()) ? "the signer's own" : "used twice") + "; choose another");
            }
        }
    }

    /** Sealing and proving only. */
    public static SigningPolicy sealing() {
        return allowing(List.of());
    }

    /**
     * Sealing, proving and the calls that {@code entries} name, as {@link CallSet#parse} reads them.
     *
     * @throws IllegalArgumentException naming the entry that means nothing
     */
    public static SigningPolicy allowing(List<String> entries) {
        return new SigningPolicy(List.of(), CallSet.parse(entries), false, RawGrants.NONE);
    }

    /**
     * Judges a message.
     *
     * @param history of its sender, with the last day of the rules that {@link #countedRules} names
     */
    public Judgement judge(Question question, SigningRecord history) {
        List<String> steps = new ArrayList<>();
        for (Rule rule : rules) {
            Optional<String> mismatch = rule.mismatch(question);
            if (mismatch.isEmpty()) {
                return decided(rule, question, history, steps);
            }
            steps.add("rule '" + rule.name() + "': " + mismatch.get());
        }
        return withoutRule(question, steps);
    }

    /** Judges a message as if it were the first of its sender: for explanations. */
    public Judgement judge(Caller caller, Message message, long now) {
        return judge(new Question(caller, Content.of(message), Meaning.of(message), now), SigningRecord.empty());
    }

    private static Judgement decided(Rule rule, Question question, SigningRecord history, List<String> steps) {
        Optional<String> denial = rule.denial(question, history);
        String step = "rule '" + rule.name() + "' decides: " + denial.orElse("allowed");
        steps.add(step);
        String reason = question.meaning().call().name() + " is "
                + (denial.isEmpty() ? "allowed" : "not signed: " + denial.get()) + " (rule '" + rule.name() + "' of the policy)";
        return new Judgement(denial.isEmpty(), rule.name(), reason, steps);
    }

    private Judgement withoutRule(Question question, List<String> steps) {
        Call call = question.meaning().call();
        if (call instanceof Call.NoOp) {
            return end(true, NO_OP, "no-ops are signed unless a rule names and denies them", steps);
        }
        if (hasRules(question.content().sender())) {
            return end(false, DEFAULT, call.name() + " is not signed: no rule of the policy allows it for this key, caller "
                    + question.caller().text() + " and receiver " + question.meaning().to() + "; add one to the policy file",
                    steps);
        }
        if (compat) {
            return end(true, COMPAT, "compat = true signs every message of keys without rules", steps);
        }
        if (SEALING.covers(call) || allowed.covers(call)) {
            return end(true, DEFAULT, "keys without rules sign this", steps);
        }
        return end(false, DEFAULT,
                call.name() + (call instanceof Call.Unknown
                        ? " is not signed: the signer does not understand it; "
                        : " is not signed without a policy: ") + "add \"" + entry(call)
                        + "\" to signer.allow in the configuration of this signer, or a rule to its policy file",
                steps);
    }

    /** What a configuration would write to allow the call. */
    private static String entry(Call call) {
        return call instanceof Call.Unknown ? Long.toUnsignedString(call.number()) : call.name();
    }

    private static Judgement end(boolean allows, String rule, String reason, List<String> steps) {
        steps.add("behind the rules: " + reason);
        return new Judgement(allows, rule, reason, steps);
    }

    private boolean hasRules(Address key) {
        return rules.stream().anyMatch(rule -> rule.scope().covers(key));
    }

    /** Names of the rules that count the value of a day for this key. */
    public Set<String> countedRules(Address key) {
        return rules.stream().filter(rule -> rule.limits().hasDay() && rule.scope().covers(key)).map(Rule::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The policy in words, one line a rule, and then what stands behind the rules. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        rules.forEach(rule -> lines.add(rule.text()));
        lines.add("no-ops: signed unless a rule names and denies them");
        lines.add("keys with rules: nothing else");
        lines.add(compat
                ? "keys without rules: every message (compat = true)"
                : "keys without rules: " + SEALING.text() + extra());
        lines.addAll(raw.text());
        return List.copyOf(lines);
    }

    private String extra() {
        String extra = allowed.text();
        return extra.isEmpty() ? "" : "; by signer.allow also " + extra;
    }

    /** Bytes of these types are signed for these keys only. */
    public record RawGrants(Set<Address> unknown, Set<Address> f3) {
        public static final RawGrants NONE = new RawGrants(Set.of(), Set.of());

        public RawGrants {
            unknown = Set.copyOf(unknown);
            f3 = Set.copyOf(f3);
        }

        /** Empty where the key may sign bytes of the type; else why not and what to do. */
        public Optional<String> refusal(RawType type, Address key) {
            return keys(type).contains(key)
                    ? Optional.empty()
                    : Optional.of("bytes of type " + type.label()
                            + " are not signed: nobody can say what they mean; to allow them for this key add \""
                            + key + "\" to " + type.label() + " in the policy file");
        }

        private Set<Address> keys(RawType type) {
            return switch (type) {
                case UNKNOWN -> unknown;
                case F3 -> f3;
            };
        }

        private List<String> text() {
            List<String> lines = new ArrayList<>();
            for (RawType type : RawType.values()) {
                String who = new TreeSet<>(keys(type)).stream().map(Address::toString).collect(Collectors.joining(", "));
                lines.add("bytes of type " + type.label() + ": " + (who.isEmpty() ? "not signed" : "signed for " + who));
            }
            return lines;
        }
    }
}
