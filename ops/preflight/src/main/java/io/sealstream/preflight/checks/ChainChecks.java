package io.sealstream.preflight.checks;

import io.sealstream.manager.config.ChainAddress;
import io.sealstream.preflight.facts.ChainFacts;
import io.sealstream.preflight.facts.KafkaFacts;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.report.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A line about a chain node: whether it can be reached, is of the right chain, and is near its head. */
final class ChainChecks {
    private ChainChecks() {}

    static Line line(Plan plan, ChainAddress node, ChainFacts facts, Optional<KafkaFacts.Cluster> cluster, Instant now) {
        String subject = "chain node";
        return switch (facts) {
            case ChainFacts.Unusable none -> Line.fix(subject, node + ": " + none.why(),
                    "check that the node runs, and chain.url and chain.token in " + plan.file());
            case ChainFacts.Reached reached when !reached.foreign().isEmpty() ->
                Line.fix(subject, reached.foreign(), "correct chain.url or network.name");
            case ChainFacts.Reached reached when isOther(reached, cluster) -> Line.fix(subject,
                    node + " has genesis " + reached.genesis() + ", and this cluster belongs to another chain",
                    "correct chain.url or kafka.bootstrap");
            case ChainFacts.Reached reached -> synced(plan, node, reached, now);
        };
    }

    private static boolean isOther(ChainFacts.Reached reached, Optional<KafkaFacts.Cluster> cluster) {
        return cluster.filter(each -> !each.genesis().equals(reached.genesis())).isPresent();
    }

    private static Line synced(Plan plan, ChainAddress node, ChainFacts.Reached reached, Instant now) {
        String found = node + ", at epoch " + reached.epoch();
        Duration age = Duration.between(reached.headTime(), now);
        if (plan.epochTime().isEmpty()) {
            return Line.pass("chain node", found);
        }
        if (ClockChecks.FINE.negated().compareTo(age) > 0) {
            return ClockChecks.past("the head of " + node, age.negated()).orElseThrow();
        }
        long behind = age.dividedBy(plan.epochTime().get());
        long most = plan.chain().map(chain -> chain.mostLag()).orElse(0L);
        return behind <= most
                ? Line.pass("chain node", found + ", " + behind + " epochs old")
                : Line.fix("chain node", found + ", which is " + behind + " epochs old, and at most " + most + " are allowed",
                        "wait until the node has synced ('lotus sync wait'), or set this machine's clock right");
    }
}
