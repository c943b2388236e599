package io.sealstream.devnet.chain.state;

import io.sealstream.filecoin.Address;
import java.util.List;
import java.util.Map;

/** Names of actor code as the bundle's manifest has them (go-state-types {@code manifest/manifest.go}). */
public final class ActorNames {
    private static final Map<Address, String> SINGLETONS = Map.of(Address.SYSTEM, "system", Address.INIT, "init", Address.REWARD,
            "reward", Address.CRON, "cron", Address.POWER, "storagepower", Address.MARKET, "storagemarket",
            Address.VERIFIED_REGISTRY, "verifiedregistry", Address.DATACAP, "datacap", Address.ETHEREUM_ADDRESS_MANAGER, "eam",
            Address.BURNT_FUNDS, "account");
    private static final List<String> ALL = List.of("account", "cron", "datacap", "eam", "ethaccount", "evm", "init", "multisig",
            "paymentchannel", "placeholder", "reward", "storagemarket", "storageminer", "storagepower", "system",
            "verifiedregistry");

    private ActorNames() {}

    /** For example {@code storageminer}. */
    public static String of(Actor actor) {
        return switch (actor.kind()) {
            case ACCOUNT -> "account";
            case MINER -> "storageminer";
            case SYSTEM -> SINGLETONS.getOrDefault(actor.idAddress(), "system");
        };
    }

    /** Those of all actors of the bundle, whether this chain has them or not. */
    public static List<String> all() {
        return ALL;
    }
}
