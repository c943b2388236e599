package io.sealstream.devnet.chain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.chain.blocks.FeeScript;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.node.BlockLoop;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.devnet.chain.node.ChainHomeLock;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.devnet.chain.node.EngineVerifier;
import io.sealstream.devnet.chain.node.LaggingNode;
import io.sealstream.devnet.chain.node.NativeSignatures;
import io.sealstream.devnet.chain.node.OtherRulesException;
import io.sealstream.devnet.chain.node.ValidationLevel;
import io.sealstream.devnet.chain.rpc.ChainAccess;
import io.sealstream.devnet.chain.rpc.ChainRpcServer;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.proofs.ffi.ForeignLibraryException;
import io.sealstream.proofs.params.DevParameters;
import io.sealstream.schemas.config.Durations;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.runtime.Shutdown;
import java.io.IOException;
import java.nio.file.Files;
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
    /** Exit code where the journal was written by a version with other rules: only a new home, or that version, can go on. */
    public static final int OTHER_RULES = 3;

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

    @Option(names = "--sector-size", paramLabel = "SIZE",
            description = "The usual genesis of a new home takes such sectors alone: 2KiB or 8MiB. Default: it names the keys of 2KiB.")
    private @Nullable String sectorSize;

    @Option(names = "--block-time", paramLabel = "TIME",
            description = "Real time of an epoch, such as 400ms. Default: as in the genesis.")
    private @Nullable String blockTime;

    @Option(names = "--manual", description = "Make no block until Devchain.Mine, a journey or Devchain.SetPace says so.")
    private boolean manual;

    @Option(names = "--base-fees", paramLabel = "FILE",
            description = "CSV lines epoch,attoFIL: the base fee from each epoch on, instead of the chain's rule.")
    private @Nullable Path baseFees;

    @Option(names = "--no-skip", description = "Never skip ahead to the next proving window.")
    private boolean noSkip;

    @Option(names = "--lagging-listen", paramLabel = "HOST:PORT",
            description = "Where a second node listens that hears of tipsets late. Default: there is none.")
    private @Nullable String laggingListen;

    @Option(names = "--lag", defaultValue = "5", paramLabel = "EPOCHS",
            description = "How far the second node is behind. Default: ${DEFAULT-VALUE}.")
    private long lag;

    @Option(names = "--validation", defaultValue = "full", paramLabel = "LEVEL",
            description = "full: stored WindowPoSts are checked aside and wrong ones disputed. full+post: they are checked before "
                    + "their block is announced. Blocks are the same. Default: ${DEFAULT-VALUE}.")
    private String validation = "";

    @Option(names = "--auth",
            description = "Demand tokens: without one a caller may only read. DIR/token holds one with all permissions. "
                    + "Default: everybody may do everything, so listen on the loopback only.")
    private boolean auth;

    private final ChainProofs proofs;

    private ChainMain(ChainProofs proofs) {
        this.proofs = proofs;
    }

    /** Ends with code 0 after a stop, 1 when it cannot run, 2 for wrong usage, {@link #OTHER_RULES} for a home of other rules. */
    public static void main(String[] args) {
        run(ChainProofs.REAL, args);
    }

    /** As {@link #main}, with other proofs; for the launchers of test trees. */
    public static void run(ChainProofs proofs, String... args) {
        int code = new CommandLine(new ChainMain(proofs)).setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println("devnet-chain: " + e.getMessage());
            line.getErr().flush();
            return e instanceof OtherRulesException ? OTHER_RULES : CommandLine.ExitCode.SOFTWARE;
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
        HostPort address = address("--listen", listen);
        Optional<HostPort> second = Optional.ofNullable(laggingListen).map(text -> address("--lagging-listen", text));
        if (lag < 0 || lag > LaggingNode.MAX_LAG) {
            throw usage("--lag " + lag + " is not 0 to " + LaggingNode.MAX_LAG);
        }
        Duration wanted = blockTime == null ? Duration.ZERO : time(blockTime);
        ValidationLevel level = ValidationLevel.of(validation).orElseThrow(() -> usage("--validation " + validation
                + " is not one of " + ValidationLevel.known() + "; stand-ins for proofs are a network, not a level"));
        Shutdown shutdown = new Shutdown().onSignal();
        try {
            DevChain chain = open(shutdown, home.toAbsolutePath(), level);
            ChainAccess access = ChainAccess.of(home.toAbsolutePath(), chain.chain().settings(), auth);
            Optional<ChainRpcServer> lagging = second.map(at -> shutdown.add("lagging",
                    ChainRpcServer.start(new LaggingNode(chain, lag), access, at.host(), at.port())));
            BlockLoop loop = shutdown.add("blocks", loop(chain, wanted).start());
            ChainRpcServer server = shutdown.add("rpc",
                    ChainRpcServer.start(chain, Optional.of(loop), access, address.host(), address.port()));
            String http = address.host() + ":" + server.port();
            ObjectNode ready = JsonNodeFactory.instance.objectNode().put("ready", true).put("http", http).put("url", url(http));
            lagging.ifPresent(node -> ready.put("lagging", url(second.orElseThrow().host() + ":" + node.port())));
            spec.commandLine().getOut().println(ready);
            spec.commandLine().getOut().flush();
            shutdown.await();
            return CommandLine.ExitCode.OK;
        } catch (RuntimeException e) {
            shutdown.close();
            throw e;
        }
    }

    private static String url(String http) {
        return "http://" + http + "/rpc/v1";
    }

    private HostPort address(String option, String text) {
        return HostPort.parse(text).orElseThrow(() -> usage(option + " " + text + " is not HOST:PORT"));
    }

    private ParameterException usage(String what) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), what);
    }

    private Duration time(String text) {
        Duration parsed = Durations.parse(text).orElseThrow(() -> usage("--block-time " + text + " is not " + Durations.FORM));
        if (parsed.compareTo(BlockLoop.SHORTEST) < 0) {
            throw usage("--block-time " + text + " is shorter than " + BlockLoop.SHORTEST.toMillis() + "ms");
        }
        return parsed;
    }

    private DevChain open(Shutdown shutdown, Path folder, ValidationLevel level) {
        shutdown.add("lock", ChainHomeLock.take(folder));
        GenesisSettings settings = GenesisFile.ensure(folder, genesis, proofs, usual());
        Path cache = parameterCache == null ? DevParameters.directory(System.getenv()) : parameterCache.toAbsolutePath();
        VerifyingKeys.check(cache, settings.verifyingKeys());
        VerifyingKeys.check(cache, settings.options().srs());
        EngineVerifier verifier = shutdown.add("verifier",
                new EngineVerifier(proofs.verifier().open(cache, folder.resolve("engine"))));
        return shutdown.add("chain", DevChain.open(folder,
                new DevChain.Parts(settings, new NativeSignatures(bls()), verifier, Clock.systemUTC(), !noSkip, level)));
    }

    /** What the usual genesis is for. */
    private ChainProofs usual() {
        if (sectorSize == null) {
            return proofs;
        }
        return proofs.forSectors(SectorSize.of(sectorSize).filter(size -> DevParameters.SECTOR_SIZES.contains(size.bytes()))
                .orElseThrow(() -> usage("--sector-size " + sectorSize + " is not 2KiB or 8MiB")));
    }

    private BlockLoop loop(DevChain chain, Duration wanted) {
        if (baseFees != null) {
            chain.chain().script(script(baseFees));
        }
        Duration time = wanted.isZero() ? chain.chain().settings().blockTime() : wanted;
        return new BlockLoop(chain, manual ? Optional.empty() : Optional.of(time));
    }

    private static FeeScript script(Path file) {
        try {
            return FeeScript.parse(Files.readString(file), FeeScript.Between.HOLD);
        } catch (IOException e) {
            throw new ChainException("--base-fees " + file + " cannot be read (" + e + "); give a file of lines epoch,attoFIL",
                    e);
        }
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
