package io.sealstream.devnet.chain.rules;

import io.sealstream.filecoin.ChainEpoch;

/**
 * What an actor sees of the world during a call.
 *
 * @param now the epoch that is executed
 */
public record Scene(ChainEpoch now, ChainRules rules, EpochRandomness randomness, ProofVerifier proofs) {}
