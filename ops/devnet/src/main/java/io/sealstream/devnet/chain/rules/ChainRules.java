package io.sealstream.devnet.chain.rules;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.TokenAmount;

/**
 * The numbers a chain runs by.
 *
 * @param policy      network constants
 * @param economy     what deposits, pledges and fees are computed from: frozen, so that money is repeatable, or as the state has it
 * @param totalSupply attoFIL in existence; no message may move more
 * @param admin       id address of the genesis account: its messages stand for what this chain does not have itself, such as the reward
 *                    actor's grants and reports of consensus faults that were proven elsewhere
 */
public record ChainRules(NetworkPolicy policy, Pledge economy, TokenAmount totalSupply, Address admin) {
    /** The same rules in another economy. */
    public ChainRules withEconomy(Pledge moved) {
        return new ChainRules(policy, moved, totalSupply, admin);
    }
}
