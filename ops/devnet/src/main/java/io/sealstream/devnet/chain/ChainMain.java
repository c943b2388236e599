package io.sealstream.devnet.chain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.node.BlockLoop;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.devnet.chain.node.ChainHomeLock;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.devnet.chain.node.EngineVerifier;
import io.sealstream.devnet.chain.node.NativeSignatures;
import io.sealstream.devnet.chain.rpc.ChainRpcServer;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.proofs.ffi.ForeignLibraryException;
import io.sealstream.proofs.params.DevParameters;
import io.sealstream.schemas.config.Durations;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.runtime.Shutdown;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The dev chain as a process. Prints one JSON line when it answers, logs to stderr, stops cleanly on SIGTERM. */
@Command(name = "devnet-chain", mixinStandardHelpOptions = true, version = "0.1.0", sortOptions = false,
        description = "Runs a simulated Filecoin chain that verifies what it is sent.")
public final class ChainMain implements Callable<Integer> {
    private static final Duration SHORTEST_BLOCK = Duration.ofMillis(10);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--home", required = true, paramLabel = "DIR", description = "Folder of the chain; made when missing.")
    private @Nullable Path home;

    @Option(names = "--listen", defaultValue = "127.0.0.1:3453", paramLabel = "HOST:PORT",
            description = "Where the RPC listens; port 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private String listen = "";

    @Option(names = "--parameter-cache", paramLabel = "DIR",
            description = "Folder of the verifying keys. Default: the dev network's folder in the user's cache.")
    private @Nullable Path parameterCache;

    @Option(names = "--genesis", defaultValue = "", paramLabel = "FILE",
            description = "Genesis of a new home. Default: the usual devnet.")
    private Path genesis = Path.of("");

    @Option(names = "--block-time", paramLabel = "TIME",
            description = "Real time of an epoch, such as 400ms. Default: as in the genesis.")
    private @Nullable String blockTime;

    @Option(names = "--no-skip", description = "Never skip ahead to the next proving window.")
    private boolean noSkip;

    private final ChainProofs proofs;

    private ChainMain(ChainProofs proofs) {
        this.proofs = proofs;
    }

    /** Ends with code 0 after a stop, 1 when it cannot run, 2 for wrong usage. */
    public static void main(String[] args) {
        run(ChainProofs.REAL, args);
    }

    /** As {@link #main}, with other proofs; for the launchers of test trees. */
    public static void run(ChainProofs proofs, String... args) {
        int code = new CommandLine(new ChainMain(proofs)).setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println("devnet-chain: " + e.getMessage());
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
        HostPort address = HostPort.parse(listen).orElseThrow(() -> usage("--listen " + listen + " is not HOST:PORT"));
        Duration wanted = blockTime == null ? Duration.ZERO : time(blockTime);
        Shutdown shutdown = new Shutdown().onSignal();
        try {
            ChainRpcServer server = start(shutdown, home.toAbsolutePath(), address, wanted);
            String http = address.host() + ":" + server.port();
            spec.commandLine().getOut().println(
                    JsonNodeFactory.instance.objectNode().put("ready", true).put("http", http).put("url",
                            "http://" + http + "/rpc/v1"));
            spec.commandLine().getOut().flush();
            shutdown.await();
            return CommandLine.ExitCode.OK;
        } catch (RuntimeException e) {
            shutdown.close();
            throw e;
        }
    }

    private ParameterException usage(String what) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), what);
    }

    private Duration time(String text) {
        Duration parsed = Durations.parse(text).orElseThrow(() -> usage("--block-time " + text + " is not " + Durations.FORM));
        if (parsed.compareTo(SHORTEST_BLOCK) < 0) {
            throw usage("--block-time " + text + " is shorter than " + SHORTEST_BLOCK.toMillis() + "ms");
        }
        return parsed;
    }

    private ChainRpcServer start(Shutdown shutdown, Path folder, HostPort address, Duration wanted) {
        shutdown.add("lock", ChainHomeLock.take(folder));
        GenesisSettings settings = GenesisFile.ensure(folder, genesis, proofs);
        Path cache = parameterCache == null ? DevParameters.directory(System.getenv()) : parameterCache.toAbsolutePath();
        VerifyingKeys.check(cache, settings.verifyingKeys());
        EngineVerifier verifier = shutdown.add("verifier",
                new EngineVerifier(proofs.verifier().open(cache, folder.resolve("engine"))));
        DevChain chain = shutdown.add("chain", DevChain.open(folder,
                new DevChain.Parts(settings, new NativeSignatures(bls()), verifier, Clock.systemUTC(), !noSkip)));
        BlockLoop loop = shutdown.add("blocks", new BlockLoop(chain, wanted.isZero() ? settings.blockTime() : wanted).start());
        return shutdown.add("rpc", ChainRpcServer.start(chain, Optional.of(loop), address.host(), address.port()));
    }

    private static Bls bls() {
        try {
            return Bls.open();
        } catch (ForeignLibraryException e) {
            throw new ChainException("the signature library cannot be loaded (" + e.getMessage() + "); build the module native",
                    e);
        }
    }
}
