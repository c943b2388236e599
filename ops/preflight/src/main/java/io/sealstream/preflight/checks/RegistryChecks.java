package io.sealstream.preflight.checks;

import io.sealstream.preflight.facts.RegistryFacts;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.report.Line;
import io.sealstream.schemas.kafka.KafkaSettings;

/** A line about the schema registry. */
final class RegistryChecks {
    private static final String SUBJECT = "schema registry";

    private RegistryChecks() {}

    static Line line(Plan plan, KafkaSettings settings, RegistryFacts facts) {
        return switch (facts) {
            case RegistryFacts.Unreachable none -> Line.fix(SUBJECT, none.why(),
                    "check that it runs, and kafka.registry, registry-user and registry-token in " + plan.file());
            case RegistryFacts.Reached reached when reached.missing().isEmpty() ->
                Line.pass(SUBJECT, "knows all " + reached.wanted() + " schemas");
            case RegistryFacts.Reached reached when settings.autoRegister() ->
                Line.pass(SUBJECT, reached.missing().size() + " schemas will be registered by themselves");
            case RegistryFacts.Reached reached -> Line.fix(SUBJECT,
                    reached.missing().size() + " of " + reached.wanted() + " schemas are not registered, "
                            + reached.missing().getFirst()
                            + " for one",
                    "stream-manager topics ensure --config FILE, with the manager's configuration");
        };
    }
}
