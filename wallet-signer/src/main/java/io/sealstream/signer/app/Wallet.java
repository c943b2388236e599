package io.sealstream.signer.app;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.Repository;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A wallet as the command line sees it: the one that a running daemon holds, or else the store itself. */
sealed interface Wallet extends AutoCloseable permits RunningWallet, StoredWallet {
    /** The daemon's wallet where one runs on this folder, else the folder's own, held until it is closed. The folder must exist. */
    static Wallet of(WalletHome home) {
        if (!Files.isDirectory(home.folder())) {
            throw new WalletException(WalletException.Reason.STORAGE,
                    "there is no wallet in " + home.folder()
                            + "; make one with 'wallet-signer setpwd', or name another folder with --home");
        }
        return ofNewOrOld(home);
    }

    /** The same, but a missing folder is made. */
    static Wallet ofNewOrOld(WalletHome home) {
        long end = System.nanoTime() + RunningWallet.STARTING.toNanos();
        Optional<Wallet> found = attempt(home);
        while (found.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(RunningWallet.LOOK_EVERY.toNanos());
            found = attempt(home);
        }
        return found.orElseGet(() -> RunningWallet.of(home.folder()));
    }

    /** Empty while a process holds the folder that does not answer yet: a daemon that starts, or another command. */
    private static Optional<Wallet> attempt(WalletHome home) {
        try {
            return Optional.of(StoredWallet.open(home.open(), home));
        } catch (WalletException e) {
            if (e.reason() != WalletException.Reason.IN_USE) {
                throw e;
            }
            return Files.exists(Repository.adminOf(home.folder()))
                    ? Optional.of(RunningWallet.of(home.folder()))
                    : Optional.empty();
        }
    }

    /** True where keys cannot be used before the password is given. */
    boolean isLocked();

    List<Address> addresses();

    void setPassword(Secret password);

    void unlock(Secret password);

    void lock();

    Address create(KeyType type);

    /** Stores a key that was made elsewhere; the caller closes the secret. */
    Address add(KeyType type, Secret key);

    /** The {@code hex-venus} text of a key; the caller wipes it. */
    byte[] export(Address address, Secret password);

    void delete(Address address, Secret password);

    /** A signature as its type byte and its data; see {@link io.sealstream.signer.signing.CommandSigner#sign}. */
    byte[] sign(String type, Address address, Bytes data, Secret password);

    /** The policy in force, in words. */
    List<String> policy();

    /** Lets the nonces of a chain begin anew, of the newest where it is empty; says which it was. */
    String forgetNonces(String chain);

    @Override
    void close();
}
