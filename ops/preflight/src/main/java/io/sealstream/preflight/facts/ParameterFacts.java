package io.sealstream.preflight.facts;

import java.util.List;

/**
 * Proof parameters of a node.
 *
 * @param wanted   how many files it needs
 * @param findings a sentence for each file that is missing or wrong
 * @param trouble  why they could not be looked at; empty when they were
 */
public record ParameterFacts(int wanted, List<String> findings, String trouble) {
    public ParameterFacts {
        findings = List.copyOf(findings);
    }
}
