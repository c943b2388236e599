package io.sealstream.manager.cli;

import io.sealstream.manager.edge.chain.ChainCallException;
import io.sealstream.manager.edge.chain.ChainNode;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chain}: the chain nodes of the manager, and what is read of any chain node. */
final class ChainCommands {
    private ChainCommands() {}

    @Command(name = "export-base-fee", mixinStandardHelpOptions = true,
            description = "Writes the base fees of a chain to a CSV of lines epoch,attoFIL, as policy-replay and devnet-chain read it. A file "
                    + "that is there is gone on with behind its last line.")
    static final class ExportBaseFee implements Callable<Integer> {
        @Option(names = "--url", paramLabel = "URL", required = true,
                description = "JSON-RPC of the chain node, for example http://127.0.0.1:1234/rpc/v1.")
        private @Nullable URI url;
        @Option(names = "--token", paramLabel = "TOKEN", defaultValue = "", description = "Its token, where it wants one.")
        private String token = "";
        @Option(names = "--from", paramLabel = "EPOCH", required = true, description = "First epoch.")
        private long from;
        @Option(names = "--to", paramLabel = "EPOCH", required = true, description = "Last epoch.")
        private long to;
        @Option(names = "--every", paramLabel = "N", defaultValue = "1",
                description = "Ask for each Nth epoch only (default: ${DEFAULT-VALUE}).")
        private long every;
        @Option(names = "--out", paramLabel = "FILE", required = true, description = "File to write.")
        private @Nullable Path file;
        @Spec
        private @Nullable CommandSpec spec;
        private final Surroundings surroundings;

        ExportBaseFee(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            if (from < 0 || to < from || every < 1) {
                throw new CliFailure("--from " + from + " --to " + to + " --every " + every
                        + " name no epochs; give 0 <= from <= to and every >= 1");
            }
            Path out = Given.option(file, "--out FILE");
            ChainNode node = surroundings.chain(Given.option(url, "--url URL"), token);
            try {
                long lines = new FeeExport(node, Given.err(spec)).write(new FeeExport.Epochs(from, to, every), out);
                print(lines + " base fees added to " + out);
                return 0;
            } catch (ChainCallException e) {
                throw new CliFailure("the chain node at " + url + " cannot be asked: " + e.reason());
            }
        }

        private void print(String line) {
            PrintWriter out = Given.out(spec);
            out.println(line);
            out.flush();
        }
    }

    static List<Object> subcommands(Surroundings surroundings) {
        return List.of(new ViewCommands.ChainStatus(surroundings), new ExportBaseFee(surroundings));
    }
}
