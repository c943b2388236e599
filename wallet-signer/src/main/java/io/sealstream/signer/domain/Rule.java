package io.sealstream.signer.domain;

import java.util.Optional;

/**
 * One rule of a policy. The first whose scope fits decides: it denies, or it allows within its limits and else denies.
 *
 * @param name   unique in its policy; the record says which rule allowed, and counts value per day by it
 * @param allows whether it allows or denies
 * @param scope  what it is about
 * @param limits how far it allows; none where it denies
 */
public record Rule(String name, boolean allows, Scope scope, Limits limits) {
    public Rule {
        if (!allows && !limits.equals(Limits.NONE)) {
            throw new IllegalArgumentException("rule '" + name + "' denies, so limits mean nothing in it; remove them");
        }
    }

    /** Empty where the rule decides about the message. */
    Optional<String> mismatch(Question question) {
        return scope.mismatch(question);
    }

    /** Why the message is not allowed by this rule, which decides about it; empty where it is. */
    Optional<String> denial(Question question, SigningRecord history) {
        return allows ? limits.excess(name, question, history) : Optional.of("it denies this");
    }

    /** For people, one line. */
    String text() {
        String within = limits.text();
        return "rule '" + name + "': " + scope.keysText() + " may " + (allows ? "" : "not ") + "sign " + scope.text()
                + (within.isEmpty() ? "" : "; " + within);
    }
}
