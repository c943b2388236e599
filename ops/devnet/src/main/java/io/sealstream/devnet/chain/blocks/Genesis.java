package io.sealstream.devnet.chain.blocks;

import io.sealstream.devnet.chain.rules.ChainRules;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.FilterEstimate;
import io.sealstream.filecoin.NetworkEconomy;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.TokenAmount;
import java.math.BigInteger;
import java.util.List;

/** The state and the rules that settings stand for. */
public final class Genesis {
    /** Id of the account that {@code Devchain.Fund} pays from. */
    public static final long FAUCET_ID = 100;
    private static final List<Address> SYSTEM = List.of(Address.SYSTEM, Address.INIT, Address.REWARD, Address.CRON, Address.POWER,
            Address.MARKET,
            Address.VERIFIED_REGISTRY, Address.DATACAP, Address.ETHEREUM_ADDRESS_MANAGER, Address.BURNT_FUNDS);
    private static final TokenAmount TOTAL_SUPPLY = TokenAmount.ofFil(2_000_000_000L);
    /** Money is frozen at the order of mainnet's in 2026, so that amounts are repeatable and look familiar. */
    private static final BigInteger REWARD_OF_EPOCH = TokenAmount.ofFil(75).atto();
    private static final BigInteger NETWORK_POWER = BigInteger.valueOf(20).shiftLeft(60);
    private static final BigInteger BASELINE_POWER = BigInteger.valueOf(60).shiftLeft(60);
    private static final TokenAmount CIRCULATING = TokenAmount.ofFil(700_000_000L);
    private static final long RAMP_OVER = 1_000_000;
    private static final long RAMP = 1_051_200;

    private Genesis() {}

    public static ChainRules rules(GenesisSettings settings) {
        Pledge economy = new Pledge(FilterEstimate.of(REWARD_OF_EPOCH, BigInteger.ZERO),
                FilterEstimate.of(NETWORK_POWER, BigInteger.ZERO),
                BASELINE_POWER, CIRCULATING, RAMP + RAMP_OVER, RAMP);
        return new ChainRules(settings.network(), economy, TOTAL_SUPPLY, Address.id(FAUCET_ID));
    }

    public static ChainState state(GenesisSettings settings) {
        ChainState state = new ChainState();
        SYSTEM.forEach(address -> state.install(
                new Actor(address.actorId().orElseThrow().value(), Actor.Kind.SYSTEM, null, 0, TokenAmount.ZERO)));
        state.install(new Actor(FAUCET_ID, Actor.Kind.ACCOUNT, faucet(settings), 0, settings.faucet()));
        settings.options().accounts().forEach(account -> state.endow(account.address(), account.balance()));
        if (settings.options().money() == MoneyMode.LIVE) {
            state.economy(economyAfter(settings.prepared()));
        }
        return state;
    }

    /** The economy of a network without power that has seen some epochs. */
    private static NetworkEconomy economyAfter(int epochs) {
        NetworkEconomy economy = NetworkEconomy.genesis();
        for (int epoch = 0; epoch < epochs; epoch++) {
            economy = economy.next(BigInteger.ZERO, BigInteger.ZERO);
        }
        return economy;
    }

    /** Key address of the faucet. */
    public static Address faucet(GenesisSettings settings) {
        return Secp256k1.address(new SeededBytes(settings.seed()).faucetKey());
    }
}
