package io.sealstream.devnet.chain.rules;

import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.TokenAmount;

/**
 * The numbers a chain runs by.
 *
 * @param policy      network constants
 * @param economy     what deposits, pledges and fees are computed from; frozen, so that money is repeatable
 * @param totalSupply attoFIL in existence; no message may move more
 */
public record ChainRules(NetworkPolicy policy, Pledge economy, TokenAmount totalSupply) {}
