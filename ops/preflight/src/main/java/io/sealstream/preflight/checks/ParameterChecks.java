package io.sealstream.preflight.checks;

import io.sealstream.node.config.ProofsConfig;
import io.sealstream.preflight.facts.ParameterFacts;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.plan.Sealing;
import io.sealstream.preflight.report.Line;
import java.util.List;
import java.util.stream.Collectors;

/** A line about proof parameters. */
final class ParameterChecks {
    private static final String SUBJECT = "parameters";
    private static final int NAMED = 4;

    private ParameterChecks() {}

    static Line line(Plan plan, Sealing sealing, ParameterFacts facts) {
        if (!facts.trouble().isEmpty()) {
            return Line.fix(SUBJECT, "those in " + sealing.parameters() + " cannot be read: " + facts.trouble(),
                    "give this user the right to read them, or correct proofs.parameter-cache");
        }
        if (facts.findings().isEmpty()) {
            return Line.pass(SUBJECT, facts.wanted() + " files in " + sealing.parameters() + " are right");
        }
        if (!sealing.exact()) {
            return Line.warn(SUBJECT,
                    "those in " + sealing.parameters() + " are not the published ones, which proofs.self-made allows",
                    "make sure that every node and the chain of " + plan.network() + " have the same files");
        }
        return Line.fix(SUBJECT, facts.findings().size() + " of " + facts.wanted() + " files in " + sealing.parameters()
                + " are missing or wrong: " + named(facts.findings()),
                plan.network().equals(ProofsConfig.DEVNET)
                        ? "sealer-node params make --parameter-cache " + sealing.parameters()
                        : "sealer-node params fetch --config " + plan.file());
    }

    private static String named(List<String> findings) {
        String first = findings.stream().limit(NAMED).collect(Collectors.joining("; "));
        return findings.size() > NAMED ? first + "; and " + (findings.size() - NAMED) + " more" : first;
    }
}
