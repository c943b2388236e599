package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.rules.ChainRules;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.NetworkEconomy;
import io.sealstream.filecoin.TokenAmount;
import java.util.Optional;

/**
 * Live money: what actors see of the economy in an epoch, and how it moves at its end. Where the state has none, money is frozen: the rules stay
 * as they are and nothing moves.
 */
public final class Money {
    private Money() {}

    /** The rules of an epoch that is executed on a state. The circulating supply is that of the epoch's beginning, as on the real chain. */
    public static ChainRules rules(ChainRules frozen, ChainState before, ChainEpoch now) {
        return before.economy().map(economy -> frozen.withEconomy(economy.pledge(circulating(before), now))).orElse(frozen);
    }

    /**
     * What is neither locked in pledges, nor burnt, nor waiting in the reward actor (lotus {@code chain/stmgr/supply.go},
     * {@code GetVMCirculatingSupplyDetailed}; all money of this genesis is vested and nothing is mined unless granted).
     */
    public static TokenAmount circulating(ChainState state) {
        return state.supply().minus(state.pledgeTotal()).minus(balance(state, Address.BURNT_FUNDS))
                .minus(balance(state, Address.REWARD)).max(TokenAmount.ZERO);
    }

    private static TokenAmount balance(ChainState state, Address actor) {
        return state.find(actor).orElseThrow().balance();
    }

    static Scene scene(ChainState before, Scene scene) {
        return new Scene(scene.now(), rules(scene.rules(), before, scene.now()), scene.randomness(), scene.proofs());
    }

    /** The state after the economy has moved, which it does last in an epoch. */
    static ChainState tick(ChainState afterCron) {
        Optional<NetworkEconomy> economy = afterCron.economy();
        if (economy.isEmpty()) {
            return afterCron;
        }
        ChainState draft = afterCron.fork();
        draft.economy(economy.get().next(afterCron.totalPower().raw(), afterCron.totalPower().qa()));
        return draft;
    }
}
