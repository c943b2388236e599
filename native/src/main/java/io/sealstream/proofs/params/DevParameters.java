package io.sealstream.proofs.params;

import io.sealstream.proofs.Circuit;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.UpdateProofType;
import io.sealstream.proofs.WindowPoStProofType;
import io.sealstream.proofs.WinningPoStProofType;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.engine.ParameterEngine;
import io.sealstream.proofs.params.ParameterCheck.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Sector size in bytes of the usual dev network. */
    public static final long USUAL_SECTOR_SIZE = 2L << 10;

    /** The circuits that dev networks make proofs of, the quick ones first. */
    private static final List<Circuit> NEEDED = List.of(
            new Circuit.Aggregate(AGGREGATED_PROOFS),
            new Circuit.WindowPoSt(WindowPoStProofType.STACKED_2KIB_V1_1),
            new Circuit.WindowPoSt(WindowPoStProofType.STACKED_8MIB_V1_1),
            new Circuit.Seal(SealProofType.STACKED_2KIB_V1_1),
            new Circuit.Seal(SealProofType.STACKED_8MIB_V1_1));

    /** Circuits that their chains check proofs of, and no node makes any. */
    private static final List<Circuit> ON_DEMAND = List.of(
            new Circuit.WinningPoSt(WinningPoStProofType.STACKED_2KIB),
            new Circuit.WinningPoSt(WinningPoStProofType.STACKED_8MIB),
            new Circuit.Update(UpdateProofType.STACKED_2KIB),
            new Circuit.Update(UpdateProofType.STACKED_8MIB));

    /** The circuits whose parameters have known digests, those that a dev network does without included. */
    public static final List<Circuit> SELF_MADE = Stream.concat(NEEDED.stream(), ON_DEMAND.stream()).toList();

    /** Sector sizes in bytes that parameters can be made for. */
    public static final Set<Long> SECTOR_SIZES = SELF_MADE.stream().map(Circuit::sectorSize).filter(size -> size > 0)
            .collect(Collectors.toUnmodifiableSet());

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(5);

    private final Clock clock;
    private final Consumer<Progress> progress;
    private final MakerRoom room;

    /**
     * @param clock for elapsed times
     * @param progress told at the start and the end of each circuit and every five seconds between
     */
    public DevParameters(Clock clock, Consumer<Progress> progress) {
        this(clock, progress, MakerRoom.OF_SYSTEM);
    }

    DevParameters(Clock clock, Consumer<Progress> progress, MakerRoom room) {
        this.clock = clock;
        this.progress = progress;
        this.room = room;
    }

    /**
     * How far making is.
     *
     * @param circuit what is being made
     * @param elapsed time since this circuit was begun
     * @param percent of the whole time, 0 to 100
     * @param work what is being done
     * @param left time until it is made, roughly
     * @param done whether it is finished
     */
    public record Progress(Circuit circuit, Duration elapsed, int percent, String work, Duration left, boolean done) {
        /** One line for people. */
        public String line() {
            return "parameters for " + CircuitWork.name(circuit) + ": " + (done
                    ? "made in " + elapsed.toSeconds() + " s"
                    : work + ", " + percent + " %, " + elapsed.toSeconds() + " s so far, about " + left.toSeconds() + " s left");
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
     * Makes what the usual dev network needs and is missing or damaged in {@link EngineSettings#parameterCache()}, in a child
     * process, and checks all digests.
     *
     * @throws ProofException if another process is at it, there is no room, or the files made are not those the genesis names
     */
    public void make(EngineSettings settings) throws ProofException {
        make(settings, Set.of(USUAL_SECTOR_SIZE));
    }

    /**
     * As {@link #make(EngineSettings)}, for a dev network with sectors of these sizes.
     *
     * @param sizes some of {@link #SECTOR_SIZES}
     */
    public void make(EngineSettings settings, Set<Long> sizes) throws ProofException {
        if (!SECTOR_SIZES.containsAll(sizes)) {
            throw new IllegalArgumentException("parameters for sectors of " + sizes + " bytes are not all self-made");
        }
        List<Circuit> circuits = NEEDED.stream()
                .filter(circuit -> circuit.sectorSize() == 0 || sizes.contains(circuit.sectorSize())).toList();
        make(settings, circuits, ParameterList.devnet(sizes));
    }

    /**
     * Makes what is missing or damaged of the parameters of these circuits, and checks their digests.
     *
     * @param circuits some of {@link #SELF_MADE}
     * @throws ProofException if another process is at it, there is no room, or the files made have other digests
     */
    public void make(EngineSettings settings, List<Circuit> circuits) throws ProofException {
        if (!SELF_MADE.containsAll(circuits)) {
            throw new IllegalArgumentException(circuits + " are not all self-made");
        }
        try (ParameterEngine names = ParameterEngine.inProcess()) {
            Set<String> files = new HashSet<>();
            for (Circuit circuit : circuits) {
                files.addAll(names.files(circuit));
            }
            make(settings, circuits, ParameterList.selfMade().of(files));
        }
    }

    private void make(EngineSettings settings, List<Circuit> circuits, ParameterList list) throws ProofException {
        Path directory = settings.parameterCache();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ProofException(Code.IO, "the folder " + directory + " cannot be made: " + e.getMessage(), e);
        }
        try (ParameterEngine engine = ParameterEngine.process(settings)) {
            ParameterCheck check = new ParameterCheck(engine, directory);
            if (check.check(list).isEmpty()) {
                return;
            }
            try (MakerLock _ = MakerLock.take(directory, clock.instant())) {
                ShippedKeys.copy(directory, list);
                makeMissing(engine, missing(engine, circuits, check.check(list)), settings);
                requireNone(check.check(list));
            }
        }
    }

    private static List<Circuit> missing(ParameterEngine engine, List<Circuit> circuits, List<Finding> findings)
            throws ProofException {
        List<Circuit> missing = new ArrayList<>();
        for (Circuit circuit : circuits) {
            List<String> files = engine.files(circuit);
            if (findings.stream().map(Finding::file).anyMatch(files::contains)) {
                missing.add(circuit);
            }
        }
        return missing;
    }

    private void makeMissing(ParameterEngine engine, List<Circuit> missing, EngineSettings settings) throws ProofException {
        room.require(settings.parameterCache(), missing);
        for (Circuit circuit : missing) {
            makeOne(engine, circuit, settings, settings.parameterCache().resolve(engine.files(circuit).getLast()));
        }
    }

    private static void requireNone(List<Finding> left) throws ProofException {
        if (!left.isEmpty()) {
            String sentences = left.stream().map(Finding::sentence).collect(Collectors.joining("; "));
            throw new ProofException(Code.PARAMETERS, "The parameters made are not those of the dev network: " + sentences);
        }
    }

    private void makeOne(ParameterEngine engine, Circuit circuit, EngineSettings settings, Path file) throws ProofException {
        Instant begun = clock.instant();
        Duration expected = CircuitWork.of(circuit).cpuTime().dividedBy(settings.cores());
        FutureTask<Void> making = new FutureTask<>(() -> {
            engine.make(circuit, settings.parameterCache());
            return null;
        });
        Thread.ofPlatform().daemon().name("parameter-maker").start(making);
        MakerStage stage = MakerStage.START;
        boolean done = false;
        while (!done) {
            Duration elapsed = Duration.between(begun, clock.instant());
            progress.accept(new Progress(circuit, elapsed, stage.percent(), stage.work(), stage.left(elapsed, expected), false));
            done = await(making);
            stage = MakerStage.of(file);
        }
        progress.accept(new Progress(circuit, Duration.between(begun, clock.instant()), 100, "made", Duration.ZERO, true));
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
