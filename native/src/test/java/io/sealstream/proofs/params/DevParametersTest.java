package io.sealstream.proofs.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevParametersTest {
    private static final Circuit WINDOW_POST = new Circuit.WindowPoSt(WindowPoStProofType.STACKED_2KIB_V1_1);
    private static final Circuit LARGER_WINDOW_POST = new Circuit.WindowPoSt(WindowPoStProofType.STACKED_8MIB_V1_1);
    private static final Circuit AGGREGATE = new Circuit.Aggregate(DevParameters.AGGREGATED_PROOFS);
    private static final ParameterList ALL_SIZES = ParameterList.devnet(DevParameters.SECTOR_SIZES);

    @TempDir
    private Path home;

    @Test
    void shouldMakeTheBytesThatTheGenesisNames() throws ProofException, IOException {
        EngineSettings settings = new EngineSettings(home, home.resolve("work"), 2);
        try (ParameterEngine engine = ParameterEngine.process(settings)) {
            Path directory = Files.createDirectory(home.resolve("made"));
            for (Circuit circuit : List.of(WINDOW_POST, LARGER_WINDOW_POST, AGGREGATE)) {
                List<String> files = engine.files(circuit);
                Files.writeString(directory.resolve(files.getLast() + ".making"), "left behind by a maker that was killed");

                engine.make(circuit, directory);

                for (String file : files) {
                    assertThat(Objects.requireNonNull(ALL_SIZES.files().get(file), file).digest()).as(file)
                            .isEqualTo(engine.digest(directory.resolve(file)).hex().substring(0, 32));
                }
            }
            try (Stream<Path> made = Files.list(directory)) {
                assertThat(made).hasSize(5);
            }
        }
    }

    @Test
    void shouldShipTheVerifyingKeysThatNobodyMakes() throws ProofException, IOException {
        ShippedKeys.copy(home, ALL_SIZES);

        try (ParameterEngine engine = ParameterEngine.inProcess(); Stream<Path> shipped = Files.list(home)) {
            assertThat(shipped).extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder(
                            engine.files(new Circuit.WinningPoSt(WinningPoStProofType.STACKED_2KIB)).getFirst(),
                            engine.files(new Circuit.Update(UpdateProofType.STACKED_2KIB)).getFirst(),
                            engine.files(new Circuit.WinningPoSt(WinningPoStProofType.STACKED_8MIB)).getFirst(),
                            engine.files(new Circuit.Update(UpdateProofType.STACKED_8MIB)).getFirst());
            assertThat(new ParameterCheck(engine, home).check(ALL_SIZES)).allMatch(Finding.Missing.class::isInstance)
                    .extracting(Finding::file).noneMatch(file -> Files.exists(home.resolve(file)));
        }
    }

    @Test
    void shouldKnowTheDigestsOfAllThatItCanMake() throws ProofException {
        Map<String, ParameterList.Entry> known = ParameterList.selfMade().files();
        try (ParameterEngine engine = ParameterEngine.inProcess()) {
            for (Circuit circuit : DevParameters.SELF_MADE) {
                assertThat(engine.files(circuit)).as(circuit.toString()).allSatisfy(
                        file -> assertThat(Objects.requireNonNull(known.get(file), file).sectorSize())
                                .isEqualTo(circuit.sectorSize()));
            }
        }
    }

    @Test
    void shouldNeedTheSameKindsOfFilesForEverySectorSize() {
        for (long size : DevParameters.SECTOR_SIZES) {
            ParameterList list = ParameterList.devnet(Set.of(size));

            assertThat(list.files().values()).extracting(ParameterList.Entry::sectorSize).containsOnly(size, 0L);
            assertThat(list.files().keySet()).filteredOn(file -> file.endsWith(".params")).hasSize(2);
            assertThat(list.verifyingKeys().files()).hasSize(5);
        }
        assertThat(ParameterList.devnet()).isEqualTo(ParameterList.devnet(Set.of(DevParameters.USUAL_SECTOR_SIZE)));
    }

    @Test
    void shouldMakeNothingWithoutRoomForAllOfIt() {
        DevParameters parameters = new DevParameters(Clock.systemUTC(), progress -> {}, folder -> 1_000_000_000);
        EngineSettings settings = new EngineSettings(home.resolve("parameters"), home.resolve("work"), 1);

        ProofException refused = catchThrowableOfType(ProofException.class,
                () -> parameters.make(settings, List.of(WINDOW_POST, new Circuit.Seal(SealProofType.STACKED_2KIB_V1_1))));

        assertThat(refused.code()).isEqualTo(Code.PARAMETERS);
        assertThat(refused).hasMessageContaining("need 1.1 GB in " + home.resolve("parameters") + ", where 1.0 GB are free")
                .hasMessageContaining("make room");
        assertThat(home.resolve("parameters")).isDirectoryNotContaining("glob:**.vk").isDirectoryNotContaining("glob:**.params");
    }

    @Test
    void shouldRefuseSectorSizesWhoseParametersAreNotSelfMade() {
        DevParameters parameters = new DevParameters(Clock.systemUTC(), progress -> {});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameters.make(new EngineSettings(home, home.resolve("work"), 1), Set.of(2048L, 32L << 30)))
                .withMessageContaining("34359738368");
    }

    @Test
    void shouldSayWhatItMakesAndHowLongItTakes() throws ProofException {
        List<DevParameters.Progress> told = new ArrayList<>();
        Path parameters = home.resolve("parameters");

        new DevParameters(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), told::add)
                .make(new EngineSettings(parameters, home.resolve("work"), 2), List.of(WINDOW_POST));

        assertThat(told.getFirst().line())
                .startsWith("parameters for WindowPoSt (StackedDrgWindow2KiBV1_2): starting, 0 %, 0 s so far");
        assertThat(told.getLast().line()).isEqualTo("parameters for WindowPoSt (StackedDrgWindow2KiBV1_2): made in 0 s");
        assertThat(parameters).isDirectoryContaining("glob:**.params").isDirectoryNotContaining("glob:**.progress");
    }

    @Test
    void shouldNotMakeParametersOfLargeSectors() throws ProofException {
        try (ParameterEngine engine = ParameterEngine.inProcess()) {
            ProofException refused = catchThrowableOfType(ProofException.class,
                    () -> engine.make(new Circuit.WindowPoSt(WindowPoStProofType.STACKED_32GIB_V1_1), home));

            assertThat(refused.code()).isEqualTo(Code.INVALID_REQUEST);
            assertThat(refused).hasMessageContaining("sectors of 34359738368 bytes")
                    .hasMessageContaining("fetch the published ones");
        }
    }

    @Test
    void shouldNotMakeAnSrsOfAnySize() throws ProofException {
        try (ParameterEngine engine = ParameterEngine.inProcess()) {
            ProofException refused = catchThrowableOfType(ProofException.class,
                    () -> engine.make(new Circuit.Aggregate(1000), home));

            assertThat(refused.code()).isEqualTo(Code.INVALID_REQUEST);
            assertThat(refused).hasMessageContaining("an SRS for 1000 proofs cannot be made, only for a power of two");
        }
    }

    @Test
    void shouldNameTheHolderToASecondMaker() throws ProofException {
        try (MakerLock _ = MakerLock.take(home, Instant.EPOCH)) {
            ProofException refused = catchThrowableOfType(ProofException.class, () -> MakerLock.take(home, Instant.EPOCH));

            assertThat(refused.code()).isEqualTo(Code.PARAMETERS);
            assertThat(refused).hasMessageContaining(
                    "process " + ProcessHandle.current().pid() + " since 1970-01-01T00:00:00Z").hasMessageContaining("wait");
        }
        MakerLock.take(home, Instant.EPOCH).close();
    }

    @Test
    void shouldRefuseToMakeWhileAnotherDoes() throws ProofException {
        DevParameters parameters = new DevParameters(Clock.systemUTC(), progress -> {});
        try (MakerLock _ = MakerLock.take(home, Instant.EPOCH)) {
            ProofException refused = catchThrowableOfType(ProofException.class,
                    () -> parameters.make(new EngineSettings(home, home.resolve("work"), 1)));

            assertThat(refused).hasMessageContaining("already being made");
        }
    }

    @Test
    void shouldLiveInTheCacheFolderOfTheUser() {
        assertThat(DevParameters.directory(Map.of("XDG_CACHE_HOME", "/cache")))
                .isEqualTo(Path.of("/cache/sealstream/params/devnet-v1"));
        assertThat(DevParameters.directory(Map.of()))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache/sealstream/params/devnet-v1"));
    }
}
