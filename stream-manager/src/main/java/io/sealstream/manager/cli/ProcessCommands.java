package io.sealstream.manager.cli;

import io.sealstream.manager.config.ManagerConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Commands that work with the configuration of the manager itself. */
final class ProcessCommands {
    private ProcessCommands() {}

    @Command(name = "run", mixinStandardHelpOptions = true,
            description = "Runs the manager. Prints one JSON line when it is ready, logs to standard error, ends on SIGTERM with exit code 0.")
    static final class Run implements Callable<Integer> {
        @Option(names = "--config", required = true, paramLabel = "FILE",
                description = "Configuration (TOML); see stream-manager.toml.")
        private @Nullable Path config;
        private final Surroundings surroundings;

        Run(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return surroundings.run(ManagerConfig.read(Given.option(config, "--config")));
        }
    }

    @Command(name = "rebuild", mixinStandardHelpOptions = true,
            description = "Makes all stores of the manager anew from the events, while no manager runs: deletes local stores and changelogs and "
                    + "writes them from the fold. Offsets stay, so the manager goes on where it stopped and nothing is sent twice. A rebuild "
                    + "that was killed must be run again before a manager starts.")
    static final class Rebuild implements Callable<Integer> {
        @Option(names = "--config", required = true, paramLabel = "FILE",
                description = "Configuration of the manager; names the cluster and the folder of local stores.")
        private @Nullable Path config;
        @Spec
        private @Nullable CommandSpec spec;
        private final Surroundings surroundings;

        Rebuild(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            PrintWriter out = Given.out(spec);
            surroundings.rebuild(ManagerConfig.read(Given.option(config, "--config"))).forEach(out::println);
            out.flush();
            return 0;
        }
    }

    /** {@code topics ensure} and {@code topics check}. */
    static final class Topics implements Callable<Integer> {
        @Option(names = "--config", required = true, paramLabel = "FILE",
                description = "Configuration of the manager; names the cluster.")
        private @Nullable Path config;
        @Spec
        private @Nullable CommandSpec spec;
        private final Surroundings surroundings;
        private final boolean create;

        Topics(Surroundings surroundings, boolean create) {
            this.surroundings = surroundings;
            this.create = create;
        }

        @Override
        public Integer call() {
            PrintWriter out = Given.out(spec);
            surroundings.topics(ManagerConfig.read(Given.option(config, "--config")), create).forEach(out::println);
            out.flush();
            return 0;
        }
    }
}
