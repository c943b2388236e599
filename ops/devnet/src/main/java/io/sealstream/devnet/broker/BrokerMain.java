package io.sealstream.devnet.broker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.schemas.runtime.Shutdown;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The broker with its registry as a process. Prints one JSON line when both answer, and stops cleanly on SIGTERM. */
@Command(name = "devnet-broker", mixinStandardHelpOptions = true, version = "0.1.0",
        description = "Runs a Kafka broker and a schema registry on the loopback interface.")
public final class BrokerMain implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--home", required = true, paramLabel = "DIR",
            description = "Folder of the broker's data; made when missing.")
    private @Nullable Path home;

    @Option(names = "--port", defaultValue = "9092", paramLabel = "PORT",
            description = "Port of the broker; 0 takes a free one. Default: 9092.")
    private int port;

    @Option(names = "--registry-port", defaultValue = "8081", paramLabel = "PORT",
            description = "Port of the registry; 0 takes a free one. Default: 8081.")
    private int registryPort;

    /** Ends with code 0 after a stop, 1 when it cannot run, 2 for wrong usage. */
    public static void main(String[] args) {
        int code = new CommandLine(new BrokerMain()).setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println("devnet-broker: " + e.getMessage());
            line.getErr().flush();
            return CommandLine.ExitCode.SOFTWARE;
        }).execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        if (home == null || spec == null) {
            throw new IllegalStateException("picocli has not filled the options");
        }
        Shutdown shutdown = new Shutdown().onSignal();
        EmbeddedBroker broker = shutdown.add("broker", EmbeddedBroker.start(BrokerSettings.of(home.toAbsolutePath(), port)));
        EmbeddedRegistry registry;
        try {
            registry = shutdown.add("registry", EmbeddedRegistry.start(broker.bootstrap(), registryPort));
        } catch (BrokerException e) {
            shutdown.close();
            throw e;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(JsonNodeFactory.instance.objectNode().put("ready", true).put("bootstrap", broker.bootstrap())
                .put("registry", registry.url().toString()).put("http", "127.0.0.1:" + registry.port()));
        out.flush();
        shutdown.await();
        return CommandLine.ExitCode.OK;
    }
}
