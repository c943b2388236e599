package io.sealstream.signer.domain;

import java.util.List;

/**
 * What a policy says about a question.
 *
 * @param allowed whether the message may be signed
 * @param rule    name of the rule that decided; {@link SigningPolicy#DEFAULT} and others for what stands behind the rules
 * @param reason  why, as a sentence; with what to do where it is refused
 * @param steps   each rule that was looked at, in order, and what came of it
 */
public record Judgement(boolean allowed, String rule, String reason, List<String> steps) {
    public Judgement {
        steps = List.copyOf(steps);
    }
}
