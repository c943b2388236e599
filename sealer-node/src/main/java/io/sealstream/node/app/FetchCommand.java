package io.sealstream.node.app;

import io.sealstream.node.config.ProofsConfig;
import io.sealstream.node.fetch.FetchException;
import io.sealstream.node.fetch.Intake;
import io.sealstream.node.fetch.Mirror;
import io.sealstream.node.fetch.ParameterFetch;
import io.sealstream.node.fetch.Progress;
import io.sealstream.node.fetch.Wanted;
import io.sealstream.node.stores.DiskSpace;
import io.sealstream.node.stores.FolderLock;
import io.sealstream.node.stores.StoreException;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.engine.ParameterEngine;
import io.sealstream.proofs.params.ParameterCheck;
import io.sealstream.proofs.params.ParameterCheck.Finding;
import io.sealstream.proofs.params.ParameterList;
import io.sealstream.schemas.runtime.Backoff;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sealer-node params fetch}: the published parameters, as far as they are not here. */
@Command(name = "fetch", mixinStandardHelpOptions = true,
        description = {
            "Fetches the published parameters that are missing or wrong: the keys and parameters of the sector sizes.",
            "May be stopped and started again at any time; a file gets its name when its digest is right."})
final class FetchCommand implements Callable<Integer> {
    private static final int MAX_JOBS = 32;
    private static final Duration STALL = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    @Mixin
    private final ParameterOptions options = new ParameterOptions();

    @Option(names = "--mirror", paramLabel = "URL",
            description = { "Where to fetch from, " + Mirror.FORM + ". May be given several times; asked in that order.",
                "Default: proofs.mirrors of the configuration, else IPFS_GATEWAY, else the public gateways."})
    private List<String> mirrors = new ArrayList<>();

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "4", description = "Files at a time (default: ${DEFAULT-VALUE}).")
    private int jobs = 4;

    @Option(names = "--verifying-keys", description = "Only what a verifier needs: verifying keys and the SRS of aggregates.")
    private boolean keysOnly;

    @Option(names = "--all", description = "The files of all sector sizes.")
    private boolean all;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws ProofException, StoreException, FetchException, InterruptedException {
        if (options.network().equals(ProofsConfig.DEVNET)) {
            throw new CliFailure(
                    "the dev network's parameters are not published: " + Parameters.fix(options.network(), options.sizes()));
        }
        if (jobs < 1 || jobs > MAX_JOBS) {
            throw new CliFailure("--jobs " + jobs + " is out of range: give a number from 1 to " + MAX_JOBS);
        }
        EngineSettings settings = options.engine();
        Path folder = settings.parameterCache();
        try (FolderLock _ = FolderLock.ofParameters(folder); ParameterEngine engine = ParameterEngine.process(settings)) {
            fetch(folder, new ParameterCheck(engine, folder));
            return 0;
        } catch (IOException e) {
            throw new CliFailure("the lock of " + folder + " cannot be released: " + e.getMessage());
        }
    }

    private void fetch(Path folder, ParameterCheck check) throws ProofException, FetchException, InterruptedException {
        ParameterList list = wanted();
        List<Wanted> missing = check.check(list).stream().map(Finding::file)
                .map(name -> new Wanted(name, entry(list, name).cid())).toList();
        say(missing.size() + " of " + list.files().size() + " files are to be fetched into " + folder);
        if (!missing.isEmpty()) {
            ParameterFetch.Settings how = new ParameterFetch.Settings(folder, sources(), jobs, STALL, BACKOFF, INTERVAL);
            new ParameterFetch(how, DiskSpace.ofSystem(), intake(check, list), System::nanoTime, this::tell).run(missing);
        }
        say("all of them are in " + folder + " and verified");
    }

    private ParameterList wanted() {
        ParameterList published = ParameterList.published();
        ParameterList sized = all ? published : published.forSectorSizes(options.sizes());
        return keysOnly ? sized.verifyingKeys() : sized;
    }

    private List<Mirror> sources() {
        if (!mirrors.isEmpty()) {
            return mirrors.stream().map(text -> mirror("--mirror", text)).toList();
        }
        @Nullable
        String gateway = System.getenv("IPFS_GATEWAY");
        if (options.mirrors().isEmpty() && gateway != null && !gateway.isBlank()) {
            return List.of(mirror("IPFS_GATEWAY", gateway));
        }
        return options.mirrors().isEmpty() ? Mirror.PUBLIC : options.mirrors();
    }

    private static Mirror mirror(String from, String text) {
        return Mirror.parse(text)
                .orElseThrow(() -> new CliFailure(from + " \"" + text + "\" is no mirror: write " + Mirror.FORM));
    }

    /** The engine takes one question at a time, so threads that have finished a file wait for each other here. */
    static Intake intake(ParameterCheck check, ParameterList list) {
        return new Intake() {
            @Override
            public synchronized boolean take(Path fetched, Wanted file) throws FetchException {
                try {
                    return check.adopt(fetched, file.name(), entry(list, file.name()).digest()).isEmpty();
                } catch (ProofException e) {
                    throw new FetchException(String.valueOf(e.getMessage()), e);
                }
            }
        };
    }

    private static ParameterList.Entry entry(ParameterList list, String name) {
        return Objects.requireNonNull(list.files().get(name), () -> name + " is not in the list");
    }

    private void tell(Progress progress) {
        say(progress.line());
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
