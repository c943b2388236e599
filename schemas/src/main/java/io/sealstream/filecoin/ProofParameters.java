package io.sealstream.filecoin;

/** Which proof parameters a network accepts. */
public enum ProofParameters {
    /** Only the published ones, by digest. */
    PUBLISHED,
    /** Published ones, or self-made ones when {@code params.self-made = true}. */
    PUBLISHED_OR_SELF_MADE,
    /** Made from the fixed public seed of the development network. */
    DEVELOPMENT_SEED,
    /** None: what this network calls proofs proves nothing. For tests of everything else. */
    NONE
}
