package io.sealstream.signer.keys;

import io.sealstream.filecoin.Address;
import io.sealstream.signer.keys.WalletException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the keys of a venus-wallet over into a fresh folder: the rows as they are, under their password. Nothing is decrypted; the first
 * unlock checks the password against one key and then stores a verifier.
 */
public final class KeyMigration {
    private static final String KEYS = "keystore.sqlit";

    private KeyMigration() {}

    /**
     * What was found.
     *
     * @param taken       addresses of keys that this signer can use
     * @param unsupported addresses of keys of other types, kept as rows
     */
    public record Result(List<Address> taken, List<Address> unsupported) {
        public Result {
            taken = List.copyOf(taken);
            unsupported = List.copyOf(unsupported);
        }
    }

    /**
     * Copies the keys, all or none.
     *
     * @param from  folder of venus-wallet, or its key store; only read
     * @param to    folder of this wallet, made where it is missing; must have no keys and no password
     * @param clock for the times of new tables
     * @throws WalletException naming what is wrong with either
     */
    public static Result run(Path from, Path to, InstantSource clock) {
        Path source = Files.isDirectory(from) ? from.resolve(KEYS) : from;
        if (!Files.isRegularFile(source)) {
            throw new WalletException(Reason.STORAGE, "there is no key store " + source
                    + "; give the folder of venus-wallet, or the file that [DB] Conn in its config.toml names");
        }
        List<KeyStore.Row> rows = KeyStore.rowsOf(source);
        try (Repository repository = Repository.open(to); KeyStore store = KeyStore.open(repository.keyFile(), clock)) {
            if (store.verifier().isPresent() || !store.addresses().isEmpty()) {
                throw new WalletException(Reason.PASSWORD_EXISTS, "the wallet in " + to
                        + " has a password or keys already; keys can be taken over only into a fresh folder");
            }
            store.putAll(rows);
        }
        List<Address> taken = new ArrayList<>();
        List<Address> unsupported = new ArrayList<>();
        rows.forEach(row -> (row.isSupported() ? taken : unsupported).add(row.address()));
        return new Result(taken, unsupported);
    }
}
