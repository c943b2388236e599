package io.sealstream.devnet.chain;

import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.TomlConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The genesis file: TOML in the home of the chain, written with the usual values when there is none. */
final class GenesisFile {
    static final String NAME = "genesis.toml";

    private static final long DEADLINES = 48;
    private static final long MAX_WINDOW = 60;
    private static final long MAX_EPOCHS = 10_000;
    private static final long MAX_PREPARED = 100_000;
    /** The dispute window in challenge windows: 1800 of 60 epochs. */
    private static final long DISPUTE_WINDOWS = 30;

    private GenesisFile() {}

    /** Reads the home's file; takes {@code given} or the usual values for a new home. */
    static GenesisSettings ensure(Path home, Path given, ChainProofs proofs) {
        Path file = home.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                Path aside = home.resolve(NAME + ".new");
                Files.writeString(aside, given.toString().isEmpty() ? usual(proofs) : Files.readString(given));
                read(aside, proofs);
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            } else if (!given.toString().isEmpty() && !Files.readString(file).equals(Files.readString(given))) {
                throw new ChainException(
                        home + " was begun with another genesis than " + given + "; leave --genesis out, or wipe the home");
            }
        } catch (IOException e) {
            throw new ChainException("the genesis file cannot be copied to " + file + " (" + e + "); check path and permissions",
                    e);
        }
        return read(file, proofs);
    }

    private static String usual(ChainProofs proofs) {
        StringBuilder text = new StringBuilder(
                """
                # Genesis of a dev chain. Chains with equal genesis and messages are equal; changing this file makes another chain.
                [network]
                name = "%s"
                block-time = "400ms"
                # Epochs from precommit to the seed.
                challenge-delay = 10
                # The calendar of window PoSt: always 48 deadlines; 60, 20 and 70 are those of the real networks.
                challenge-window = 60
                challenge-lookback = 20
                fault-cutoff = 70

                [genesis]
                seed = "sealstream devnet"
                # Unix seconds of epoch 0.
                time = 1767225600
                # Tipsets that exist from the start, so that a ticket 900 epochs back is a real one.
                prepared-tipsets = 1000

                [funds]
                # What Devchain.Fund can hand out.
                faucet = "100000000 FIL"

                # Digests of the verifying keys: first 16 bytes of BLAKE2b-512.
                [verifying-keys]
                """.formatted(
                        proofs.network().name()));
        new TreeMap<>(proofs.verifyingKeys())
                .forEach((file, digest) -> text.append('"').append(file).append("\" = \"").append(digest).append("\"\n"));
        return text.toString();
    }

    static GenesisSettings read(Path file, ChainProofs proofs) {
        TomlConfig config = TomlConfig.read(file);
        ConfigTable root = config.root();
        NetworkPolicy network = network(root.table("network"), proofs.network());
        ConfigTable genesis = root.table("genesis");
        String seed = genesis.string("seed");
        long time = genesis.integer("time", 0, Integer.MAX_VALUE);
        int prepared = (int) genesis.integer("prepared-tipsets", 1, MAX_PREPARED);
        ConfigTable funds = root.table("funds");
        TokenAmount faucet = amount(funds, "faucet");
        Map<String, String> keys = root.properties("verifying-keys");
        config.refuseUnknown();
        try {
            return new GenesisSettings(network, seed, time, prepared, faucet, keys);
        } catch (IllegalArgumentException e) {
            throw new ChainException(file + ": " + e.getMessage(), e);
        }
    }

    private static TokenAmount amount(ConfigTable table, String key) {
        try {
            return TokenAmount.parse(table.string(key));
        } catch (CodecException e) {
            throw table.fail(key, String.valueOf(e.getMessage()), "write an amount such as \"1000 FIL\"");
        }
    }

    private static NetworkPolicy network(ConfigTable table, NetworkPolicy policy) {
        String name = table.string("name");
        if (!name.equals(policy.name())) {
            throw table.fail("name", "\"" + name + "\" is not a network that this chain can be",
                    "write \"" + policy.name() + "\"");
        }
        Duration blockTime = table.duration("block-time");
        long delay = table.integer("challenge-delay", 1, MAX_EPOCHS);
        long window = table.integer("challenge-window", 4, MAX_WINDOW);
        long lookback = table.integer("challenge-lookback", 1, window);
        long cutoff = table.integer("fault-cutoff", lookback, MAX_EPOCHS);
        ProvingSchedule schedule = new ProvingSchedule(DEADLINES * window, DEADLINES, window, lookback, cutoff,
                DISPUTE_WINDOWS * window);
        return policy.withBlockTime(blockTime).withPreCommitChallengeDelay(delay).withSchedule(schedule);
    }
}
