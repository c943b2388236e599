package io.sealstream.signer.domain;

import io.sealstream.filecoin.Address;
import java.util.Optional;

/**
 * What a policy says about statements. Proofs to gateways are always signed: they say nothing but that the key is here. Bytes without a
 * meaning are signed for the keys that the policy grants them. Of the rest a rule decides that names the type among its calls; without one,
 * keys with rules sign none of it, and keys without rules all but vouchers, which promise money and need {@code allow} or {@code compat}.
 */
public final class StatementRules {
    private StatementRules() {}

    /**
     * Empty where the key may sign the statement; else why not and what to do about it.
     *
     * @param now wall clock, milliseconds since 1970
     */
    public static Optional<String> refusal(SigningPolicy policy, Caller caller, Address key, StatementType type, long now) {
        return switch (type) {
            case VERIFY_ADDRESS -> Optional.empty();
            case UNKNOWN -> policy.raw().refusal(RawType.UNKNOWN, key);
            case F3 -> policy.raw().refusal(RawType.F3, key);
            case BLOCK, DEAL_PROPOSAL, CLIENT_DEAL, DRAW_RANDOM_PARAM, SIGNED_VOUCHER, STORAGE_ASK, ASK_RESPONSE,
                    NETWORK_RESPONSE, PROVIDER_DEAL_STATE ->
                byRules(policy, caller, key, type, now);
        };
    }

    private static Optional<String> byRules(SigningPolicy policy, Caller caller, Address key, StatementType type, long now) {
        for (Rule rule : policy.rules()) {
            if (isAbout(rule, caller, key, type)) {
                return denial(rule, now)
                        .map(why -> type.label() + " is not signed: " + why + " (rule '" + rule.name() + "' of the policy)");
            }
        }
        if (policy.rules().stream().anyMatch(rule -> rule.scope().covers(key))) {
            return Optional
                    .of(type.label() + " is not signed: no rule of the policy allows it for this key and caller " + caller.text()
                            + "; name \"" + type.label() + "\" among the calls of one");
        }
        boolean free = type != StatementType.SIGNED_VOUCHER || policy.compat() || policy.allowed().names().contains(type.label());
        return free
                ? Optional.empty()
                : Optional.of(type.label() + " is not signed without a policy: it promises money; add \"" + type.label()
                        + "\" to signer.allow in the configuration of this signer, or a rule to its policy file");
    }

    private static boolean isAbout(Rule rule, Caller caller, Address key, StatementType type) {
        Scope scope = rule.scope();
        return scope.covers(key) && scope.calls().names().contains(type.label())
                && (scope.callers().isEmpty() || scope.callers().stream().anyMatch(caller::isWithin));
    }

    private static Optional<String> denial(Rule rule, long now) {
        Limits limits = rule.limits();
        if (!rule.allows()) {
            return Optional.of("it denies this");
        }
        if (!new Limits(null, null, null, null, limits.hours()).equals(limits)) {
            return Optional.of("its limits are of messages; give this type a rule without them");
        }
        return limits.hours() == null || limits.hours().contains(now)
                ? Optional.empty()
                : Optional.of("it signs only from " + limits.hours().text());
    }
}
