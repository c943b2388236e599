package io.sealstream.preflight.facts;

import java.util.List;

/** What a schema registry shows. */
public sealed interface RegistryFacts {
    /** No answer, or a refusal. */
    record Unreachable(String why) implements RegistryFacts {}

    /**
     * It answers.
     *
     * @param wanted  subjects of this version
     * @param missing those whose schema it does not know
     */
    record Reached(int wanted, List<String> missing) implements RegistryFacts {}
}
