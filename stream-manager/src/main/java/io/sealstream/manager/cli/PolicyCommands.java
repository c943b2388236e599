package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.manager.config.PolicyFile;
import io.sealstream.manager.config.PolicyJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
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

    @Command(name = "apply", mixinStandardHelpOptions = true,
            description = "Sets the policy of a miner from a file; the first one makes the miner known.")
    static final class Apply implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "Policy file (TOML).")
        private @Nullable Path file;
        @Option(names = "--exid", paramLabel = "NAME",
                description = "Name of this request: a repeat with the same name is the same request.")
        private @Nullable String exid;
        @Mixin
        private CommonOptions options = new CommonOptions();
        @Spec
        private @Nullable CommandSpec spec;

        private final Surroundings surroundings;

        Apply(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            Path path = Given.option(file, "FILE");
            PolicyFile policy = PolicyFile.read(path);
            SectorSize size = new ChainReads(options.chain(surroundings)).sectorSize(policy.miner());
            policy.sectorSize().filter(each -> each != size).ifPresent(each -> {
                throw new CliFailure(path + ": sector-size: the chain says that " + policy.miner() + " has sectors of " + size
                        + ", the file says "
                        + each + "; correct or remove the key");
            });
            CommonOptions.Identity identity = options.identity(surroundings, exid);
            options.call(surroundings, "SetPolicy", Json.text(identity.client()), Json.number(identity.number()),
                    Json.text(policy.miner().toString()), PolicyJson.write(policy.policyFor(size)));
            PrintWriter out = Given.out(spec);
            out.println("policy of " + policy.miner() + " is set");
            out.flush();
            return 0;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows the policy in force.")
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "MINER", description = "Id address, for example f01000.")
        private @Nullable ActorId miner;
        @Mixin
        private CommonOptions options = new CommonOptions();
        @Spec
        private @Nullable CommandSpec spec;

        private final Surroundings surroundings;

        Show(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            JsonNode policy = options.call(surroundings, "Miner", Json.text(Given.option(miner, "MINER").toString()))
                    .path("policy");
            PrintWriter out = Given.out(spec);
            out.println(policy.toPrettyString());
            out.flush();
            return 0;
        }
    }

    static List<Object> subcommands(Surroundings surroundings) {
        return List.of(new Apply(surroundings), new Show(surroundings));
    }
}
