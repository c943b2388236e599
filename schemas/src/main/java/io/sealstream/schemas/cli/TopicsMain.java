package io.sealstream.schemas.cli;

import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.TomlConfig;
import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.Refusal;
import io.sealstream.schemas.registry.HttpSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code topics list}, {@code topics cat}: what stands in the topics of any cluster of ours; {@code topics acl}: who may write it. */
@Command(name = "topics", mixinStandardHelpOptions = true, version = "0.1.0",
        description = "Shows the topics of a Sealstream cluster, prints their records as JSON lines, puts up and checks its access rights.",
        subcommands = { TopicsMain.ListTopics.class, TopicsMain.Cat.class, AclCommand.class})
public final class TopicsMain implements Runnable {
    private static final URI NO_REGISTRY = URI.create("http://registry.invalid");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", scope = ScopeType.INHERIT,
            description = "Configuration of any process of the cluster: its [kafka] table is used.")
    private @Nullable Path config;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", scope = ScopeType.INHERIT,
            description = "A broker of the cluster; instead of --config, or in place of what it says.")
    private @Nullable String bootstrap;

    @Option(names = "--registry", paramLabel = "URL", scope = ScopeType.INHERIT,
            description = "Schema registry; needed only for schemas that this version does not know.")
    private @Nullable URI registry;

    private @Nullable KafkaSettings used;

    /** Ends with 0, 1 for a failure, 2 for wrong usage. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        TopicsMain main = new TopicsMain();
        return new CommandLine(main).setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println("topics: " + sentence(e, main.known()));
            line.getErr().flush();
            return ExitCode.SOFTWARE;
        });
    }

    private static String sentence(Exception e, Optional<KafkaSettings> settings) {
        return settings.flatMap(known -> Refusal.sentence(e, known)).orElseGet(() -> sentence(e));
    }

    private static String sentence(Exception e) {
        return switch (e) {
            case TimeoutException timeout ->
                "Kafka does not answer (" + timeout.getMessage() + "); check --bootstrap and that it runs";
            case KafkaException refused -> "Kafka refuses: " + refused.getMessage();
            default -> String.valueOf(e.getMessage());
        };
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(command(spec).commandLine(), "Give a command: list, cat or acl");
    }

    private void with(PrintWriter out, Consumer<TopicPrinter> action) {
        KafkaSettings settings = settings();
        if (settings.registry().urls().contains(NO_REGISTRY)) {
            action.accept(new TopicPrinter(new KafkaClients(settings), id -> {
                throw new IllegalStateException("schema id " + id + " is not known to this version; give --registry URL");
            }, out));
            return;
        }
        try (SchemaRegistryClient client = new HttpSchemaRegistryClient(settings.registry())) {
            action.accept(new TopicPrinter(new KafkaClients(settings), client::byId, out));
        }
    }

    /** What the last command was about; empty where its options were wrong. */
    private Optional<KafkaSettings> known() {
        return Optional.ofNullable(used);
    }

    KafkaSettings settings() {
        KafkaSettings settings = given();
        used = settings;
        return settings;
    }

    private KafkaSettings given() {
        Optional<URI> url = Optional.ofNullable(registry);
        if (config != null) {
            ConfigTable root = TomlConfig.read(config).root();
            KafkaSettings read = KafkaSettings.from(root.table("kafka"), root.table("network").string("name", ""));
            String servers = bootstrap == null ? read.bootstrap() : bootstrap;
            return new KafkaSettings(servers, url.map(RegistrySettings::of).orElse(read.registry()), false, read.layout(),
                    read.properties());
        }
        if (bootstrap == null) {
            throw new ConfigException("no cluster is named; give --bootstrap HOST:PORT or --config FILE");
        }
        return KafkaSettings.of(bootstrap, url.orElse(NO_REGISTRY), false, ClusterLayout.PRODUCTION);
    }

    static CommandSpec command(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled the command");
        }
        return spec;
    }

    static TopicsMain parent(@Nullable TopicsMain parent) {
        if (parent == null) {
            throw new IllegalStateException("picocli has not filled the command");
        }
        return parent;
    }

    /** {@code topics list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all topics with their partitions and offsets.")
    static final class ListTopics implements Runnable {
        @ParentCommand
        private @Nullable TopicsMain topics;
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public void run() {
            parent(topics).with(command(spec).commandLine().getOut(), TopicPrinter::list);
        }
    }

    /** {@code topics cat TOPIC}. */
    @Command(name = "cat", mixinStandardHelpOptions = true,
            description = "Prints the records of a topic as JSON lines: offset, partition, time, key, schema, value.")
    static final class Cat implements Runnable {
        @ParentCommand
        private @Nullable TopicsMain topics;
        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(paramLabel = "TOPIC", description = "Name of the topic.")
        private String topic = "";

        @Option(names = "--key", paramLabel = "KEY", description = "Only records with this key, for example f01000/17.")
        private @Nullable String key;

        @Option(names = "--from", defaultValue = "beginning", paramLabel = "WHERE",
                description = "Where to begin: " + Start.FORM + ". Default: beginning.")
        private String from = "beginning";

        @Option(names = "--follow", description = "Go on with new records until stopped.")
        private boolean follow;

        @Option(names = "--limit", paramLabel = "N", description = "Stop after so many records.")
        private long limit = Long.MAX_VALUE;

        @Override
        public void run() {
            TopicPrinter.Request request = new TopicPrinter.Request(topic, Optional.ofNullable(key), from, follow, limit);
            parent(topics).with(command(spec).commandLine().getOut(), printer -> printer.cat(request));
        }
    }
}
