package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.manager.config.ChainAddress;
import io.sealstream.manager.config.ManagerConfig;
import io.sealstream.manager.edge.chain.ChainNode;
import io.sealstream.manager.edge.chain.FirstAnswering;
import io.sealstream.manager.edge.http.RpcFault;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of every command that talks to a manager, the connections they lead to, and the form its answers are printed in. */
final class CommonOptions {
    private static final URI DEFAULT_API = URI.create("http://127.0.0.1:1789/rpc/v0");
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Option(names = "--config", paramLabel = "FILE",
            description = "Configuration of the manager; tells where its RPC and its chain are.")
    private @Nullable Path config;

    @Option(names = "--api", paramLabel = "URL",
            description = "RPC of the manager (default: SEALSTREAM_API, else from --config, else http://127.0.0.1:1789/rpc/v0).")
    private @Nullable URI api;

    @Option(names = "--chain", paramLabel = "URL",
            description = "RPC of the chain node (default: from --config, else as the manager says).")
    private @Nullable URI chain;

    @Option(names = "--chain-token", paramLabel = "TOKEN",
            description = "Token of the chain node (default: SEALSTREAM_CHAIN_TOKEN, else from --config).")
    private @Nullable String chainToken;

    @Option(names = "--home", paramLabel = "DIR",
            description = "Where the number of this client is kept (default: ~/.config/sealstream).")
    private @Nullable Path home;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60",
            description = "How long a manager that is not ready or does not reply is asked again (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private final Surroundings surroundings;

    CommonOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    boolean json() {
        return json;
    }

    PrintWriter out() {
        return Given.out(command);
    }

    /** For progress, which is no part of the answer. */
    PrintWriter err() {
        return Given.err(command);
    }

    void say(String line) {
        out().println(line);
        out().flush();
    }

    /** Prints an answer: as a table, or as it came where JSON is wanted. */
    void show(JsonNode answer, Table table) {
        if (json) {
            say(answer.toPrettyString());
        } else {
            table.print(out());
        }
    }

    Optional<ManagerConfig> config() {
        return Optional.ofNullable(config).map(ManagerConfig::read);
    }

    /** The configuration, which this command cannot do without. */
    ManagerConfig requiredConfig() {
        return config().orElseThrow(
                () -> new CliFailure("this command needs the configuration of the manager; give it with --config FILE"));
    }

    private URI apiUrl() {
        return Optional.ofNullable(api).or(() -> surroundings.environment("SEALSTREAM_API").map(URI::create))
                .or(() -> config().map(ManagerConfig::api)).orElse(DEFAULT_API);
    }

    /** The chain node: named by option or configuration, else those the manager reports; of several the first that answers. */
    ChainNode chain() {
        Optional<String> token = Optional.ofNullable(chainToken).or(() -> surroundings.environment("SEALSTREAM_CHAIN_TOKEN"));
        return new FirstAnswering(chainAddresses().stream()
                .map(each -> surroundings.chain(each.url(), token.orElse(each.token()))).toList());
    }

    private List<ChainAddress> chainAddresses() {
        Optional<List<ChainAddress>> file = config().map(each -> each.chain().nodes());
        if (chain != null) {
            String token = file.map(each -> each.getFirst().token()).orElse("");
            return List.of(new ChainAddress(chain, token));
        }
        return file.orElseGet(() -> {
            List<ChainAddress> told = new ArrayList<>();
            call("Info").path("chain").forEach(each -> told.add(new ChainAddress(URI.create(each.asText()), "")));
            return told;
        });
    }

    /** Who asks: with {@code exid} a client of that name and its number 1, so that a repeat is the same request. */
    Identity identity(@Nullable String exid) {
        if (exid != null) {
            return new Identity(exid, 1);
        }
        String client = "cli@" + surroundings.host();
        Path folder = home == null ? surroundings.userHome().resolve(".config").resolve("sealstream") : home;
        return new Identity(client, new ClientNumbers(folder, client).next());
    }

    /** Calls a method that changes something: who asks and the number of the request go before the parameters. */
    JsonNode request(@Nullable String exid, String method, JsonNode... params) {
        Identity identity = identity(exid);
        return call(method, Stream.concat(Stream.of(Json.text(identity.client()), Json.number(identity.number())),
                Stream.of(params)).toArray(JsonNode[]::new));
    }

    /** As {@link #call}, but empty when there is no such thing. */
    Optional<JsonNode> find(String method, JsonNode... params) {
        try {
            return Optional.of(ask(method, params));
        } catch (RpcCaller.Refused e) {
            if (e.code() == RpcFault.NOT_FOUND) {
                return Optional.empty();
            }
            throw new CliFailure(String.valueOf(e.getMessage()));
        }
    }

    /** Calls a method of the manager; while it is not ready or does not reply, the same call is repeated. */
    JsonNode call(String method, JsonNode... params) {
        try {
            return ask(method, params);
        } catch (RpcCaller.Refused e) {
            throw new CliFailure(String.valueOf(e.getMessage()));
        }
    }

    private JsonNode ask(String method, JsonNode... params) {
        URI url = apiUrl();
        long attempts = Math.max(1, Duration.ofSeconds(timeout).dividedBy(PAUSE));
        try (RpcCaller manager = surroundings.manager(url)) {
            for (long attempt = 1;; attempt++) {
                try {
                    return manager.call("Sealstream." + method, params);
                } catch (RpcCaller.Refused e) {
                    if (!isPassing(e.code()) || attempt >= attempts) {
                        throw e;
                    }
                }
                surroundings.pause(PAUSE);
            }
        } catch (RpcCaller.Unreachable e) {
            throw new CliFailure("the manager at " + url + " cannot be asked (" + e.getMessage()
                    + "); start it with `stream-manager run --config FILE` or give its address with --api");
        }
    }

    private static boolean isPassing(int code) {
        return code == RpcFault.NOT_READY || code == RpcFault.NO_REPLY || code == RpcFault.BUSY;
    }

    /** The name and number of a request. */
    record Identity(String client, long number) {}
}
