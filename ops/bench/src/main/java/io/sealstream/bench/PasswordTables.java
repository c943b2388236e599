package io.sealstream.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables about passwords and about the memory of the idle process, for a wallet that grows. */
final class PasswordTables {
    /** Nonces that no load comes to. */
    private static final long NONCES = 1L << 41;
    private static final Duration REST = Duration.ofSeconds(2);

    private final SignerDaemon daemon;
    private final BareLibrary library;
    private final Report report;

    PasswordTables(SignerDaemon daemon, BareLibrary library, Report report) {
        this.daemon = daemon;
        this.library = library;
        this.report = report;
    }

    /** Measures a fresh process at each size of the wallet. The last one stays, unlocked; its keys, of each type in turn. */
    List<SigningKey> measure(List<Integer> sizes) {
        double scrypt = library.scryptSeconds();
        List<SigningKey> keys = new ArrayList<>();
        List<PasswordCost> costs = new ArrayList<>();
        for (int size : sizes) {
            while (keys.size() < size) {
                keys.add(daemon.api().newKey(BareLibrary.TYPES.get(keys.size() % BareLibrary.TYPES.size())));
            }
            daemon.restart();
            costs.add(PasswordCost.measure(daemon, keys, NONCES + 2L * costs.size(), REST));
        }
        passwords(costs, scrypt);
        memory(costs);
        return keys;
    }

    private void passwords(List<PasswordCost> costs, double scrypt) {
        report.line("").line("## Passwords").line("")
                .line("Calls over JSON-RPC, the first ones to a process just started; \"again\" is the median of three later unlockings. The"
                        + " bare library call, one scrypt at the standard cost (256 MiB), takes " + seconds(scrypt)
                        + " once it is compiled.")
                .line("").row("keys", "unlock", "first signature of a key", "second", "unlock again")
                .row("---", "---", "---", "---", "---");
        costs.forEach(each -> report.row(each.keys(), seconds(each.unlock()), seconds(each.firstSign()),
                seconds(each.secondSign()), seconds(each.again())));
    }

    private void memory(List<PasswordCost> costs) {
        report.line("").line("## Memory of the idle process").line("")
                .line("RSS / PSS in MiB, " + REST.toSeconds() + " s after.").line("")
                .row("keys", "start, locked", "unlock and two signatures", "lock").row("---", "---", "---", "---");
        costs.forEach(each -> report.row(each.keys(), memory(each.fresh()), memory(each.unlocked()), memory(each.locked())));
    }

    private static String memory(ProcessCost cost) {
        return cost.resident() + " / " + cost.mebibytes();
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f s", seconds);
    }
}
