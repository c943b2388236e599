package io.sealstream.preflight.checks;

import io.sealstream.manager.config.ChainAddress;
import io.sealstream.node.stores.StoreSpec;
import io.sealstream.preflight.facts.Facts;
import io.sealstream.preflight.facts.KafkaFacts;
import io.sealstream.preflight.plan.Chain;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.plan.Sealing;
import io.sealstream.preflight.report.Line;
import io.sealstream.preflight.report.Report;
import io.sealstream.preflight.report.Section;
import io.sealstream.schemas.kafka.KafkaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks for the facts that the processes need and judges them. */
public final class Preflight {
    private final Facts facts;
    private final Consumer<String> progress;

    /** @param progress told what is looked at now */
    public Preflight(Facts facts, Consumer<String> progress) {
        this.facts = facts;
        this.progress = progress;
    }

    /** The whole report: the machine, then each process. */
    public Report report(List<Plan> plans) {
        List<Section> sections = new ArrayList<>();
        progress.accept("machine");
        sections.add(new Section("machine", MachineChecks.lines(facts.machine(), plans)));
        for (Plan plan : plans) {
            progress.accept(plan.title());
            sections.add(new Section(plan.title(), lines(plan)));
        }
        return new Report(sections);
    }

    private List<Line> lines(Plan plan) {
        List<Line> lines = new ArrayList<>();
        lines.add(HomeChecks.line(plan, facts.folder(plan.home())));
        plan.sealing().ifPresent(sealing -> lines.addAll(sealing(plan, sealing)));
        Optional<KafkaFacts> kafka = plan.kafka().map(settings -> {
            KafkaFacts found = facts.kafka(settings);
            lines.addAll(kafka(plan, settings, found));
            return found;
        });
        Optional<KafkaFacts.Cluster> cluster = kafka.flatMap(Preflight::cluster);
        plan.chain().ifPresent(chain -> lines.addAll(chain(plan, chain, cluster)));
        return lines;
    }

    private List<Line> sealing(Plan plan, Sealing sealing) {
        List<Line> lines = new ArrayList<>();
        for (StoreSpec store : sealing.stores()) {
            lines.addAll(StoreChecks.lines(store, facts.store(store), sealing));
        }
        lines.add(ParameterChecks.line(plan, sealing, facts.parameters(plan, sealing)));
        return lines;
    }

    private List<Line> kafka(Plan plan, KafkaSettings settings, KafkaFacts found) {
        List<Line> lines = new ArrayList<>(KafkaChecks.lines(plan, settings, found, facts.now()));
        lines.add(RegistryChecks.line(plan, settings, facts.registry(settings)));
        ClockChecks.line("the schema registry's", facts.ahead(settings.registry().urls().getFirst())).ifPresent(lines::add);
        return lines;
    }

    private List<Line> chain(Plan plan, Chain chain, Optional<KafkaFacts.Cluster> cluster) {
        List<Line> lines = new ArrayList<>();
        for (ChainAddress node : chain.nodes()) {
            lines.add(ChainChecks.line(plan, node, facts.chain(plan, node), cluster, facts.now()));
            ClockChecks.line("the chain node's", facts.ahead(node.url())).ifPresent(lines::add);
        }
        return lines;
    }

    private static Optional<KafkaFacts.Cluster> cluster(KafkaFacts facts) {
        return facts instanceof KafkaFacts.Reached reached ? reached.cluster() : Optional.empty();
    }
}
