package io.sealstream.preflight.facts;

import java.time.Instant;

/** What a chain node shows. */
public sealed interface ChainFacts {
    /** No answer, or one that cannot be used. */
    record Unusable(String why) implements ChainFacts {}

    /**
     * It answers.
     *
     * @param foreign  why it is of another network than the configured one; empty when it is not
     * @param genesis  CID of the genesis block
     * @param epoch    height of its head
     * @param headTime time of the head
     */
    record Reached(String foreign, String genesis, long epoch, Instant headTime) implements ChainFacts {}
}
