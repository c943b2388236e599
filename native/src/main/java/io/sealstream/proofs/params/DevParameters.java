package io.sealstream.proofs.params;

import io.sealstream.proofs.Circuit;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.WindowPoStProofType;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.engine.ParameterEngine;
import io.sealstream.proofs.params.ParameterCheck.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Makes the dev network's proof parameters, once for a user: the seed is fixed and public, so every maker gets the same
 * bytes, and the genesis can name their digests ({@link ParameterList#devnet()}).
 *
 * <p>Making can be killed at any moment and started again: a file appears only when it is whole.
 */
public final class DevParameters {
    /** Names the seed; it changes with {@code DEVNET_SEED} in {@code rust/proofs/src/params.rs}. */
    public static final String SEED_ID = "v1";

    /**
     * Most Groth16 proofs of an aggregate on the dev network: 819 sectors of 2 KiB, or 65 non-interactive ones of 13 proofs each
     * ({@code MAX_AGGREGATED_SECTORS} and {@code MAX_AGGREGATED_SECTORS_NI}, builtin-actors {@code runtime/src/runtime/policy.rs}),
     * rounded up to a power of two.
     */
    public static final int AGGREGATED_PROOFS = 1024;

    /** The circuits a dev network makes proofs of, the quick ones first. */
    private static final List<Circuit> CIRCUITS = List.of(
            new Circuit.Aggregate(AGGREGATED_PROOFS),
            new Circuit.WindowPoSt(WindowPoStProofType.STACKED_2KIB_V1_1),
            new Circuit.Seal(SealProofType.STACKED_2KIB_V1_1));

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(10);

    private final Clock clock;
    private final Consumer<Progress> progress;

    /**
     * @param clock for elapsed times
     * @param progress told at the start and the end of each circuit and every ten seconds between
     */
    public DevParameters(Clock clock, Consumer<Progress> progress) {
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * How far making is.
     *
     * @param circuit what is being made
     * @param elapsed time since this circuit was begun
     * @param expected time it takes on these cores, roughly
     * @param done whether it is finished
     */
    public record Progress(Circuit circuit, Duration elapsed, Duration expected, boolean done) {
        /** One line for people. */
        public String line() {
            return "parameters for " + CircuitWork.name(circuit) + ": " + (done ? "made in " : "") + elapsed.toSeconds() + " s"
                    + (done ? "" : " of about " + expected.toSeconds() + " s");
        }
    }

    /**
     * The folder in the user's cache: {@code ${XDG_CACHE_HOME:-~/.cache}/sealstream/params/devnet-<seed id>}.
     *
     * @param environment the process's environment
     */
    public static Path directory(Map<String, String> environment) {
        String set = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path cache = set.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
        return cache.resolve("sealstream").resolve("params").resolve("devnet-" + SEED_ID);
    }

    /**
     * Makes what is missing or damaged in {@link EngineSettings#parameterCache()}, in a child process, and checks all digests.
     *
     * @throws ProofException if another process is at it, or the files made are not those the genesis names
     */
    public void make(EngineSettings settings) throws ProofException {
        Path directory = settings.parameterCache();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ProofException(Code.IO, "the folder " + directory + " cannot be made: " + e.getMessage(), e);
        }
        try (ParameterEngine engine = ParameterEngine.process(settings)) {
            ParameterCheck check = new ParameterCheck(engine, directory);
            if (check.check(ParameterList.devnet()).isEmpty()) {
                return;
            }
            try (MakerLock _ = MakerLock.take(directory, clock.instant())) {
                makeMissing(engine, check, settings);
            }
        }
    }

    private void makeMissing(ParameterEngine engine, ParameterCheck check, EngineSettings settings) throws ProofException {
        ShippedKeys.copy(settings.parameterCache());
        for (Circuit circuit : CIRCUITS) {
            List<String> files = engine.files(circuit);
            if (check.check(ParameterList.devnet()).stream().map(Finding::file).anyMatch(files::contains)) {
                makeOne(engine, circuit, settings);
            }
        }
        List<Finding> findings = check.check(ParameterList.devnet());
        if (!findings.isEmpty()) {
            String sentences = findings.stream().map(Finding::sentence).collect(Collectors.joining("; "));
            throw new ProofException(Code.PARAMETERS, "The parameters made are not those of the dev network: " + sentences);
        }
    }

    private void makeOne(ParameterEngine engine, Circuit circuit, EngineSettings settings) throws ProofException {
        Instant begun = clock.instant();
        Duration expected = CircuitWork.cpuTime(circuit).dividedBy(settings.cores());
        FutureTask<Void> making = new FutureTask<>(() -> {
            engine.make(circuit, settings.parameterCache());
            return null;
        });
        Thread.ofPlatform().daemon().name("parameter-maker").start(making);
        boolean done = false;
        while (!done) {
            progress.accept(new Progress(circuit, Duration.between(begun, clock.instant()), expected, false));
            done = await(making);
        }
        progress.accept(new Progress(circuit, Duration.between(begun, clock.instant()), expected, true));
    }

    private static boolean await(FutureTask<Void> making) throws ProofException {
        try {
            making.get(PROGRESS_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProofException(Code.ENGINE_LOST, "Making parameters was interrupted; run it again", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProofException failure) {
                throw failure;
            }
            throw new IllegalStateException("making parameters failed", e);
        }
    }
}
