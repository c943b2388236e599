package io.sealstream.node.app;

import io.sealstream.node.config.NodeConfig;
import io.sealstream.proofs.ProofException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sealer-node run}: the node itself, until it is told to end. */
@Command(name = "run", mixinStandardHelpOptions = true,
        description = "Runs the node. Prints one line of JSON when it is ready; ends with exit code 0 on SIGTERM.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunCommand.class);

    private final EngineSource engines;
    private final Seams seams;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "Configuration (TOML); see sealer-node.toml.")
    @SuppressWarnings("NullAway.Init")
    private Path config;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    RunCommand(EngineSource engines, Seams seams) {
        this.engines = engines;
        this.seams = seams;
    }

    @Override
    public Integer call() throws ProofException, NodeException, InterruptedException {
        NodeConfig settings = NodeConfig.read(config);
        NodeApp app = NodeApp.start(settings, engines.open(settings), seams);
        AtomicInteger exitCode = new AtomicInteger();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            app.close();
            // The JVM itself would end with 143 after SIGTERM, although all is well.
            Runtime.getRuntime().halt(exitCode.get());
        }, "shutdown"));
        LOGGER.atInfo().addKeyValue("node", settings.node().name()).addKeyValue("http", app.address()).log("Node started");
        PrintWriter out = spec.commandLine().getOut();
        var _ = app.ready().thenAccept(_ -> {
            out.println("{\"ready\":true,\"process\":\"sealer-node\",\"node\":\"" + settings.node().name() + "\",\"http\":\""
                    + app.address() + "\"}");
            out.flush();
        });
        String reason = app.over().join();
        exitCode.set(1);
        throw new CliFailure(reason);
    }
}
