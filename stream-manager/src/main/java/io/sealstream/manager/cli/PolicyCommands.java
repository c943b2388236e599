package io.sealstream.manager.cli;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.manager.config.PolicyFile;
import io.sealstream.manager.config.PolicyFiles;
import io.sealstream.manager.config.PolicyJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy}: how a miner is run. */
final class PolicyCommands {
    private PolicyCommands() {}

    /** Which file, and what goes before it. */
    private static final class Source {
        @Parameters(paramLabel = "FILE",
                description = "Policy file (TOML): our own, or sector-manager.cfg of damocles-manager or venus-sector-manager.")
        private @Nullable Path file;
        @Option(names = "--miner", paramLabel = "MINER", description = "Only this miner of a file that names several.")
        private @Nullable ActorId miner;
        @Option(names = "--stores", split = ",", paramLabel = "NAME",
                description = "Long-term stores, for a file that names none.")
        private List<String> stores = List.of();
        @Option(names = "--set", paramLabel = "KEY=VALUE",
                description = "A key of our own policy file with its value in TOML, for example 'senders.post=[\"f3…\"]'; goes before the file.")
        private List<String> sets = List.of();

        Path file() {
            return Given.option(file, "FILE");
        }

        List<PolicyFile> read() {
            List<String> lines = new ArrayList<>(sets);
            if (!stores.isEmpty()) {
                lines.add("storage.stores = " + stores.stream().map(each -> "'" + each + "'").toList());
            }
            return PolicyFiles.read(file(), Optional.ofNullable(miner), lines);
        }
    }

    @Command(name = "check", mixinStandardHelpOptions = true,
            description = "Reads a policy file as `policy apply` does and shows what it means, value by value, with the place each came from. "
                    + "Asks nobody and changes nothing.")
    static final class Check implements Callable<Integer> {
        /** Any size does: that of the miner is the chain's to say. */
        private static final SectorSize ANY_SIZE = SectorSize.GIB_32;

        @Mixin
        private Source source = new Source();
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = Given.out(spec);
            List<PolicyFile> files = source.read();
            for (PolicyFile file : files) {
                file.policyFor(file.sectorSize().orElse(ANY_SIZE));
                out.println("policy of " + file.miner());
                Table table = new Table("KEY", "VALUE", "FROM");
                file.lines().forEach(line -> table.row(line.key(), line.value(), line.source()));
                table.print(out);
            }
            ignored(files).forEach(out::println);
            out.flush();
            return 0;
        }
    }

    @Command(name = "apply", mixinStandardHelpOptions = true,
            description = "Sets the policy of the miners that a file names; the first one makes a miner known.")
    static final class Apply implements Callable<Integer> {
        @Mixin
        private Source source = new Source();
        @Mixin
        private final RequestName exid = new RequestName();
        @Mixin
        private final CommonOptions options;

        Apply(Surroundings surroundings) {
            this.options = new CommonOptions(surroundings);
        }

        @Override
        public Integer call() {
            List<PolicyFile> files = source.read();
            String name = exid.given();
            for (PolicyFile file : files) {
                apply(file, name == null || files.size() == 1 ? name : name + "/" + file.miner());
                options.say("policy of " + file.miner() + " is set");
            }
            ignored(files).forEach(options::say);
            return 0;
        }

        private void apply(PolicyFile file, @Nullable String request) {
            ChainReads chain = new ChainReads(options.chain());
            SectorSize size = chain.sectorSize(file.miner());
            file.sectorSize().filter(each -> each != size).ifPresent(each -> {
                throw new CliFailure(source.file() + ": sector-size: the chain says that " + file.miner() + " has sectors of "
                        + size + ", the file says " + each + "; correct or remove the key");
            });
            options.request(request, "SetPolicy", Json.text(file.miner().toString()),
                    PolicyJson.write(file.policyFor(size, chain::key)));
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows the policy in force.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private final MinerParameter miner = new MinerParameter();
        @Mixin
        private final CommonOptions options;

        Show(Surroundings surroundings) {
            this.options = new CommonOptions(surroundings);
        }

        @Override
        public Integer call() {
            options.say(options.call("Miner", miner.json()).path("policy").toPrettyString());
            return 0;
        }
    }

    /** What is said of the file is said once, however many miners it names. */
    private static List<String> ignored(List<PolicyFile> files) {
        return files.stream().flatMap(each -> each.ignored().stream()).distinct().toList();
    }

    static List<Object> subcommands(Surroundings surroundings) {
        return List.of(new Apply(surroundings), new Check(), new Show(surroundings));
    }
}
