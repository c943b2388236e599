package io.sealstream.devnet.broker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.kafka.KafkaUnavailableException;
import io.sealstream.schemas.runtime.Shutdown;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
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

    @Option(names = "--no-registry", description = "Runs no registry; for the further brokers of a cluster.")
    private boolean noRegistry;

    @Option(names = "--node", defaultValue = "1", paramLabel = "N", description = "Number of this broker in its quorum, from 1.")
    private int node;

    @Option(names = "--quorum", split = ",", paramLabel = "HOST:PORT",
            description = "Controllers of all brokers of the cluster, in the order of their numbers. Default: this broker is alone.")
    private List<String> quorum = new ArrayList<>();

    @Option(names = "--secrets", paramLabel = "DIR",
            description = "Lets in only users with the passwords in DIR, over TLS, and gives them the rights of Sealstream's processes. "
                    + "A home is so from its first start. Default: everybody may do everything.")
    private @Nullable Path secretsFolder;

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
        Optional<Secrets> secrets = Optional.ofNullable(secretsFolder).map(Secrets::read);
        EmbeddedBroker broker = shutdown.add("broker", EmbeddedBroker.start(
                new BrokerSettings(home.toAbsolutePath(), port, new BrokerSettings.Quorum(node, quorum), secrets, Map.of())));
        ObjectNode ready = JsonNodeFactory.instance.objectNode().put("ready", true).put("bootstrap", broker.bootstrap());
        if (!noRegistry) {
            EmbeddedRegistry registry = registry(shutdown, broker, secrets);
            ready.put("registry", registry.url().toString()).put("http", "127.0.0.1:" + registry.port());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(ready);
        out.flush();
        shutdown.await();
        return CommandLine.ExitCode.OK;
    }

    private EmbeddedRegistry registry(Shutdown shutdown, EmbeddedBroker broker, Optional<Secrets> secrets) {
        try {
            secrets.ifPresent(each -> each.giveRights(broker.bootstrap()));
            return shutdown.add("registry", EmbeddedRegistry.start(broker.bootstrap(), secrets, registryPort));
        } catch (BrokerException | KafkaException | KafkaUnavailableException e) {
            shutdown.close();
            throw e;
        }
    }
}
