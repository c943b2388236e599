package io.sealstream.devnet.chain;

import io.sealstream.devnet.chain.blocks.BlockSignatures;
import io.sealstream.devnet.chain.blocks.GenesisOptions;
import io.sealstream.devnet.chain.blocks.GenesisOptions.Account;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.blocks.MoneyMode;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.TomlConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The genesis file: TOML in the home of the chain, written with the usual values when there is none. */
final class GenesisFile {
    static final String NAME = "genesis.toml";

    private static final long MAX_PREPARED = 100_000;

    private GenesisFile() {}

    /** Reads the home's file; takes {@code given} or the usual values for a new home. */
    static GenesisSettings ensure(Path home, Path given, ChainProofs proofs) {
        return ensure(home, given, proofs, proofs);
    }

    /** As {@link #ensure(Path, Path, ChainProofs)}, with the usual values of {@code usual}. */
    static GenesisSettings ensure(Path home, Path given, ChainProofs proofs, ChainProofs usual) {
        Path file = home.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                Path aside = home.resolve(NAME + ".new");
                Files.writeString(aside, given.toString().isEmpty() ? GenesisText.of(usual) : Files.readString(given));
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

    static GenesisSettings read(Path file, ChainProofs proofs) {
        TomlConfig config = TomlConfig.read(file);
        ConfigTable root = config.root();
        NetworkPolicy network = GenesisNetwork.read(root.table("network"), proofs.network());
        ConfigTable genesis = root.table("genesis");
        String seed = genesis.string("seed");
        long time = genesis.integer("time", 0, Integer.MAX_VALUE);
        int prepared = (int) genesis.integer("prepared-tipsets", 1, MAX_PREPARED);
        ConfigTable funds = root.table("funds");
        TokenAmount faucet = amount(funds, "faucet");
        Map<String, String> keys = root.properties("verifying-keys");
        try {
            GenesisOptions options = options(root);
            config.refuseUnknown();
            return new GenesisSettings(network, seed, time, prepared, faucet, keys, options);
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

    private static GenesisOptions options(ConfigTable root) {
        return new GenesisOptions(root.tables("accounts").stream().map(GenesisFile::account).toList(), root.properties("srs"),
                choice(root.table("blocks"), "signatures", BlockSignatures.DERIVED),
                choice(root.table("money"), "mode", MoneyMode.FROZEN));
    }

    private static Account account(ConfigTable table) {
        TokenAmount balance = amount(table, "balance");
        try {
            return new Account(Address.parse(table.string("address")), balance);
        } catch (IllegalArgumentException e) {
            throw table.fail("address", String.valueOf(e.getMessage()), "give the key address of an account, t1... or t3...");
        }
    }

    /** One of an enum's values, in lower case. */
    private static <E extends Enum<E>> E choice(ConfigTable table, String key, E usual) {
        String name = table.string(key, lower(usual));
        List<E> all = List.of(usual.getDeclaringClass().getEnumConstants());
        return all.stream().filter(each -> lower(each).equals(name)).findFirst()
                .orElseThrow(() -> table.fail(key, "\"" + name + "\" is not known",
                        "write one of " + String.join(", ", all.stream().map(GenesisFile::lower).toList())));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
