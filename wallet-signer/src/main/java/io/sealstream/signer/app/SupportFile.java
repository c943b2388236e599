package io.sealstream.signer.app;

import io.sealstream.signer.edge.gateway.SupportedAccounts;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The accounts of the configuration and, one a line in a file of the wallet's folder, those that were added since. Thread-safe. */
final class SupportFile implements SupportedAccounts {
    private final Path file;
    private final Set<String> accounts;
    private final Set<String> added;

    private SupportFile(Path file, Set<String> accounts, Set<String> added) {
        this.file = file;
        this.accounts = accounts;
        this.added = added;
    }

    static SupportFile open(Path file, List<String> configured) {
        try {
            Set<String> added = new LinkedHashSet<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
            added.removeIf(String::isBlank);
            Set<String> all = new LinkedHashSet<>(configured);
            all.addAll(added);
            return new SupportFile(file, all, added);
        } catch (IOException e) {
            throw new WalletException(Reason.STORAGE, "the file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized List<String> all() {
        return List.copyOf(accounts);
    }

    @Override
    public synchronized void add(String account) {
        Set<String> next = new LinkedHashSet<>(added);
        next.add(account);
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(aside, next);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new WalletException(Reason.STORAGE, "the file " + file + " cannot be written: " + e.getMessage(), e);
        }
        added.add(account);
        accounts.add(account);
    }
}
