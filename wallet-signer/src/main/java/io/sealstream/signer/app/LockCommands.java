package io.sealstream.signer.app;

import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Commands about the password and the lock. */
final class LockCommands {
    private LockCommands() {}

    /** What all of them share. */
    @SuppressWarnings("NullAway.Init") // picocli fills the fields before the command runs
    abstract static class OnWallet implements Runnable {
        @Mixin
        WalletHome home;
        @Mixin
        PasswordOption password;
        @Spec
        CommandSpec spec;

        final void say(String line) {
            spec.commandLine().getOut().println(line);
            spec.commandLine().getOut().flush();
        }

        /** The running wallet: a lock means nothing to a store at rest, which is always locked. */
        final Wallet running() {
            Wallet wallet = Wallet.of(home);
            if (wallet instanceof StoredWallet) {
                wallet.close();
                throw new WalletException(Reason.LOCKED,
                        "no wallet-signer runs on " + home.folder()
                                + ", so nothing is unlocked; start it with 'wallet-signer run'");
            }
            return wallet;
        }
    }

    /** {@code setpwd}. */
    @Command(name = "setpwd", aliases = "set-password", mixinStandardHelpOptions = true,
            description = "Choose the password of a new wallet; a running one is unlocked by it. Asked for twice.")
    static final class SetPassword extends OnWallet {
        @Override
        public void run() {
            // The folder is held only once the password is typed: a daemon that starts meanwhile needs it.
            try (Secret chosen = password.choose(); Wallet wallet = Wallet.ofNewOrOld(home)) {
                wallet.setPassword(chosen);
            }
            say("Password set successfully");
        }
    }

    /** {@code unlock}. */
    @Command(name = "unlock", mixinStandardHelpOptions = true,
            description = "Give the running wallet its password; requests that wait are answered then.")
    static final class Unlock extends OnWallet {
        @Override
        public void run() {
            try (Wallet wallet = running(); Secret given = password.ask()) {
                wallet.unlock(given);
            }
            say("wallet state: unlocked");
        }
    }

    /** {@code lock}. */
    @Command(name = "lock", mixinStandardHelpOptions = true,
            description = "Wipe password and keys from the running wallet's memory.")
    static final class Lock extends OnWallet {
        @Override
        public void run() {
            try (Wallet wallet = running()) {
                wallet.lock();
            }
            say("wallet state: locked");
        }
    }

    /** {@code lock-state}. */
    @Command(name = "lock-state", mixinStandardHelpOptions = true, description = "Say whether the running wallet is locked.")
    static final class LockState extends OnWallet {
        @Override
        public void run() {
            try (Wallet wallet = running()) {
                say("wallet state: " + (wallet.isLocked() ? "locked" : "unlocked"));
            }
        }
    }
}
