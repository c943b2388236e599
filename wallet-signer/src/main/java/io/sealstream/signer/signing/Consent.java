package io.sealstream.signer.signing;

import io.sealstream.filecoin.Bytes;
import io.sealstream.signer.domain.SigningPolicy;
import java.util.Optional;
import java.util.function.Supplier;

/** What must agree before a key signs: the policy in force, asked for each request, and behind it a filter of the operator's own. */
@FunctionalInterface
public interface Consent extends Supplier<SigningPolicy> {
    /** The policy, and the filter where there is one; {@link ShellFilter} says how it is asked. */
    static Consent of(Supplier<SigningPolicy> policy, Optional<String> filter) {
        return filter.<Consent>map(command -> new ShellFilter(policy, command, ShellFilter.LIMIT)).orElse(policy::get);
    }

    /**
     * Why the filter refuses what the policy allows; empty where it agrees, or where there is none. May take seconds.
     *
     * @param type    {@code message} or the name of a statement
     * @param content CBOR of the message or the statement, decoded and judged before
     */
    default Optional<String> objection(String type, Bytes content) {
        return Optional.empty();
    }
}
