package io.sealstream.preflight.checks;

import io.sealstream.preflight.facts.FolderFacts;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.plan.Role;
import io.sealstream.preflight.report.Line;

/** A line about the folder that a process keeps its own things in. */
final class HomeChecks {
    private static final long FREE = Sizes.GIB;
    private static final String OWNER_ALONE = "------";
    private static final int OWNER = 3;

    private HomeChecks() {}

    static Line line(Plan plan, FolderFacts folder) {
        String subject = switch (plan.role()) {
            case SEALER_NODE -> "home";
            case STREAM_MANAGER -> "state";
            case WALLET_SIGNER -> "wallet";
        };
        if (!folder.writable()) {
            return Line.fix(subject, plan.home() + (folder.exists() ? " is not ours to write in" : " cannot be made"),
                    "make it for the user that runs the process: install -d -m 700 -o USER " + plan.home());
        }
        if (!folder.exists()) {
            return plan.role() == Role.WALLET_SIGNER
                    ? Line.fix(subject, plan.home() + " does not exist, so there are no keys",
                            "make the wallet: wallet-signer setpwd --config " + plan.file() + ", or correct signer.home")
                    : Line.pass(subject, plan.home() + " (will be made)");
        }
        if (plan.role() == Role.WALLET_SIGNER && !folder.permissions().substring(OWNER).equals(OWNER_ALONE)) {
            return Line.fix(subject, plan.home() + " can be read by others (" + folder.permissions() + ")",
                    "chmod 700 " + plan.home());
        }
        return folder.free() < FREE
                ? Line.fix(subject, plan.home() + " has " + Sizes.text(folder.free()) + " free: a full one stops the process",
                        "make room, at least " + Sizes.text(FREE))
                : Line.pass(subject, plan.home() + ", " + Sizes.text(folder.free()) + " free");
    }
}
