package io.sealstream.devnet.up;

import io.sealstream.filecoin.SectorSize;
import io.sealstream.schemas.acl.Role;
import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.KafkaSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes the configuration of each process into the home, the same files that a site writes by hand. */
final class ConfigFiles {
    static final String NODE_NAME = "node-1";
    private static final String SCRATCH = "scratch-";
    static final String LONG_TERM = "store-1";
    private static final String OPERATOR = "operator";
    /** N of a devnet: partitions of every miner topic. */
    static final int PARTITIONS = 4;

    private final DevnetHome home;
    private final DevnetState state;
    private final Path parameters;
    private final Devnet.Shape shape;

    ConfigFiles(DevnetHome home, DevnetState state, Path parameters, Devnet.Shape shape) {
        this.home = home;
        this.state = state;
        this.parameters = parameters;
        this.shape = shape;
    }

    private int port(String name) {
        Integer port = state.ports().get(name);
        if (port == null) {
            throw new DevnetException(
                    "The home " + home.root() + " knows no port of " + name + ": run `devnet wipe` to start anew.");
        }
        return port;
    }

    String bootstrap() {
        return shape.brokerNames().stream().map(name -> "127.0.0.1:" + port(name)).collect(Collectors.joining(","));
    }

    String registry() {
        return (home.isSecure() ? "https" : "http") + "://127.0.0.1:" + port(Ports.REGISTRY);
    }

    String chainUrl() {
        return "http://127.0.0.1:" + port(Ports.CHAIN) + "/rpc/v1";
    }

    String managerUrl() {
        return "http://127.0.0.1:" + port(Ports.MANAGER) + "/rpc/v0";
    }

    /** The command line that runs a process. */
    List<String> commandOf(String process, Commands commands) {
        return switch (process) {
            case Fleet.BROKER -> brokerCommand(process, commands);
            case Fleet.CHAIN -> commands.launcher("devnet-chain", Stream.concat(
                    Stream.of("--home", home.dir("chain").toString(), "--listen", "127.0.0.1:" + port(Ports.CHAIN),
                            "--parameter-cache", parameters.toString()),
                    Stream.concat(sizeArguments(), shape.chainArguments().stream())).toList());
            case Fleet.SIGNER ->
                commands.launcher("wallet-signer", List.of("run", "--config", home.config(Fleet.SIGNER).toString(),
                        "--password-file", passwordFile().toString()));
            case Fleet.MANAGER ->
                commands.launcher("stream-manager", List.of("run", "--config", home.config(Fleet.MANAGER).toString()));
            case Fleet.NODE -> commands.launcher("sealer-node", List.of("run", "--config", home.config(Fleet.NODE).toString()));
            default -> throw new IllegalArgumentException(process);
        };
    }

    private Stream<String> sizeArguments() {
        return state.sectorSize() == SectorSize.KIB_2 ? Stream.of() : Stream.of("--sector-size", state.sectorSize().toString());
    }

    /** Only the first of several brokers has a registry. */
    List<String> brokerCommand(String name, Commands commands) {
        List<String> arguments = new ArrayList<>(
                List.of("--home", home.dir(name).toString(), "--port", Integer.toString(port(name))));
        if (name.equals(Fleet.BROKER)) {
            arguments.addAll(List.of("--registry-port", Integer.toString(port(Ports.REGISTRY))));
        } else {
            arguments.add("--no-registry");
        }
        if (home.isSecure()) {
            arguments.addAll(List.of("--secrets", home.dir("secrets").toString()));
        }
        List<String> all = shape.brokerNames();
        if (all.size() > 1) {
            arguments.addAll(List.of("--node", Integer.toString(all.indexOf(name) + 1), "--quorum",
                    all.stream().map(each -> "127.0.0.1:" + port(Ports.controller(each))).collect(Collectors.joining(","))));
        }
        return commands.launcher("devnet-broker", arguments);
    }

    Path passwordFile() {
        return home.dir("signer").resolve("password");
    }

    void writeAll() {
        write(Fleet.SIGNER, signer());
        write(Fleet.MANAGER, manager(Role.MANAGER));
        write(Fleet.NODE, node());
        if (home.isSecure()) {
            write(OPERATOR, manager(Role.OPERATOR));
        }
    }

    /** Configuration for commands that make and look at topics: on a secure devnet with a user of its own, who can claim nothing. */
    Path operator() {
        return home.config(home.isSecure() ? OPERATOR : Fleet.MANAGER);
    }

    /** Settings of a client that looks at topics. */
    KafkaSettings clients() {
        URI registry = URI.create(registry());
        return home.secrets().map(secrets -> secrets.settings(bootstrap(), registry, secrets.login(Role.OPERATOR.usualUser())))
                .orElseGet(() -> KafkaSettings.of(bootstrap(), registry, false, ClusterLayout.DEVNET));
    }

    /** The lines that show brokers and registry who a process is; none on a devnet that lets in everybody. */
    private String login(Role role) {
        return home.secrets()
                .map(secrets -> """
                                user = "%1$s"
                                password-file = "%2$s"
                                ca-file = "%3$s"
                                registry-user = "%1$s"
                                registry-password-file = "%2$s"
                                registry-trust = "%3$s"
                                """.formatted(role.usualUser(), secrets.passwordFile(role.usualUser()), secrets.ca()))
                .orElse("");
    }

    private String common(Role role, String listenPort) {
        return """
               [kafka]
               bootstrap = "%s"
               registry = "%s"
               %spartitions = %d
               replication = %d
               min-in-sync = %d
               auto-register = %s

               [network]
               name = "%s"

               [http]
               listen = "127.0.0.1:%d"

               """.formatted(bootstrap(), registry(), login(role), PARTITIONS, shape.brokers(), shape.inStep(),
                !home.isSecure() || role == Role.OPERATOR, shape.network(), port(listenPort));
    }

    private String signer() {
        return common(Role.SIGNER, Ports.SIGNER)
                + """
                  [signer]
                  home = "%s"
                  scrypt-n = 4096
                  # A devnet funds its keys by plain sends and sets its PoSt key by ChangeWorkerAddress.
                  allow = ["send", "miner.ChangeWorkerAddress"]
                  """.formatted(home.dir("signer"));
    }

    private String manager(Role role) {
        return common(role, Ports.MANAGER) + """
                                             [chain]
                                             url = "%s"

                                             [streams]
                                             state-dir = "%s"
                                             """.formatted(chainUrl(), home.dir("manager").resolve("streams"));
    }

    private String node() {
        return common(Role.NODE, Ports.NODE)
                + """
                  [node]
                  name = "%s"
                  home = "%s"
                  miners = ["%s"]

                  %s
                  [[long-term]]
                  name = "%s"
                  path = "%s"

                  [proofs]
                  parameter-cache = "%s"
                  sector-sizes = ["%s"]
                  """.formatted(NODE_NAME, home.dir("node"), state.miner().isEmpty() ? "f00" : state.miner(),
                        scratchTables(), LONG_TERM, home.dir(LONG_TERM), parameters, state.sectorSize());
    }

    /** The scratch stores of the node, each with room for one sector. */
    List<String> scratchStores() {
        return IntStream.rangeClosed(1, state.scratch()).mapToObj(number -> SCRATCH + number).toList();
    }

    private String scratchTables() {
        return scratchStores().stream().map(name -> "[[scratch]]\nname = \"" + name + "\"\npath = \"" + home.dir(name) + "\"\n")
                .collect(Collectors.joining("\n"));
    }

    /** The policy that {@code stream-manager policy apply} sends: number range, senders, stores by name, and the tables of the choice. */
    String policy(PolicyChoice choice) {
        return """
               # How the miner of this devnet is run. Apply changes with `stream-manager policy apply`.
               miner = "%s"
               sector-size = "%s"
               sealing = "on-demand"

               [numbers]
               min = 1
               max = 1000000

               [senders]
               pre-commit = ["%s"]
               prove-commit = ["%s"]
               post = ["%s"]

               [storage]
               stores = ["%s"]

               """.formatted(state.miner(), state.sectorSize(), state.worker(), state.worker(), state.control(), LONG_TERM)
                + choice.tables();
    }

    Path writePolicy(PolicyChoice choice) {
        return write("policy", policy(choice));
    }

    private Path write(String name, String text) {
        Path file = home.config(name);
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new DevnetException("Cannot write " + file + " (" + e.getMessage() + "): free the disk.", e);
        }
    }
}
