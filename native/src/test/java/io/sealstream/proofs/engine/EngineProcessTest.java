package io.sealstream.proofs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineProcessTest {
    @TempDir
    private Path home;
    private ProofEngine engine;

    @BeforeEach
    void start() {
        engine = ProofEngines.process(EngineKind.SEAL, new EngineSettings(home, home.resolve("work"), 1));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private static List<ProcessHandle> children() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
            return children.filter(child -> child.info().arguments()
                    .map(arguments -> List.of(arguments).contains(EngineMain.class.getName())).orElse(false)).toList();
        }
    }

    @Test
    void shouldReplaceAProcessThatDied() throws ProofException {
        engine.version();
        List<ProcessHandle> first = children();

        first.forEach(child -> {
            child.destroyForcibly();
            child.onExit().join();
        });

        assertThat(first).hasSize(1);
        assertThat(engine.version()).contains("filecoin-proofs-api");
        assertThat(children()).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    @Test
    void shouldReplaceAProcessWhoseLibraryPanicked() throws ProofException {
        engine = ProofEngines.process(EngineKind.SEAL, new EngineSettings(home, home.resolve("work"), 1,
                Map.of("FIL_PROOFS_ROWS_TO_DISCARD", "not a number")));
        engine.version();
        List<ProcessHandle> first = children();
        var seal = GoldenProofs.SHARED.seal("seal-1");

        ProofException failure = catchThrowableOfType(ProofException.class,
                () -> engine.verifySeal(seal.statement(), seal.proof()));

        assertThat(failure.code()).isEqualTo(Code.PANIC);
        assertThat(failure).hasMessageContaining("invalid configuration");
        assertThat(engine.version()).isNotBlank();
        assertThat(children()).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    @Test
    void shouldEndItsProcessWhenClosed() throws ProofException {
        engine.version();
        List<ProcessHandle> running = children();

        engine.close();

        running.forEach(child -> child.onExit().join());
        ProofException failure = catchThrowableOfType(ProofException.class, engine::version);
        assertThat(failure.code()).isEqualTo(Code.ENGINE_LOST);
        assertThat(children()).isEmpty();
    }

    @Test
    void shouldEndWithAParentThatIsKilled() throws IOException {
        Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                EngineHolder.class.getName(), home.toString()).start();
        assertThat(saysStarted(parent)).isTrue();
        List<ProcessHandle> engines = parent.descendants().toList();
        assertThat(engines).hasSize(1);

        parent.destroyForcibly();

        assertThat(engines.getFirst().onExit().orTimeout(30, TimeUnit.SECONDS).join().isAlive()).isFalse();
    }

    /** Reads what the parent prints up to its sign; log lines come before it. */
    private static boolean saysStarted(Process parent) throws IOException {
        for (int next = parent.getErrorStream().read(); next >= 0; next = parent.getErrorStream().read()) {
            if (next == '+') {
                return true;
            }
        }
        return false;
    }

    @Test
    void shouldSayThatVerifyingKeysAreMissing() {
        var seal = GoldenProofs.SHARED.seal("seal-1");

        ProofException failure = catchThrowableOfType(ProofException.class,
                () -> engine.verifySeal(seal.statement(), seal.proof()));

        assertThat(failure.code()).isEqualTo(Code.PARAMETERS);
        assertThat(failure.level()).isEqualTo(ProofException.Level.CRITICAL);
    }

    @Test
    void shouldSayThatTheSrsIsMissing() {
        var aggregate = Objects.requireNonNull(GoldenProofs.SHARED.aggregates().get("aggregate-1"));

        ProofException failure = catchThrowableOfType(ProofException.class,
                () -> engine.verifyAggregate(aggregate.statement(), aggregate.proof()));

        assertThat(failure.code()).isEqualTo(Code.PARAMETERS);
        assertThat(failure).hasMessageContaining("the SRS " + home.resolve("v28-fil-inner-product-v1.srs") + " is missing");
    }

    @Test
    void shouldSayThatTheSrsIsCutShort() throws IOException {
        var aggregate = Objects.requireNonNull(GoldenProofs.SHARED.aggregates().get("aggregate-1"));
        Path srs = GoldenProofs.copyKeys("/vectors/proof-keys", home).resolve("v28-fil-inner-product-v1.srs");
        Files.write(srs, Arrays.copyOf(Files.readAllBytes(srs), 4000));

        ProofException failure = catchThrowableOfType(ProofException.class,
                () -> engine.verifyAggregate(aggregate.statement(), aggregate.proof()));

        assertThat(failure.code()).isEqualTo(Code.PARAMETERS);
        assertThat(failure).hasMessageContaining("it has 4000 bytes, its vectors fill 4624");
    }

    /** The library answers for a point that is none as if the file were not there. */
    @Test
    void shouldSayThatTheSrsIsDamaged() throws IOException {
        var aggregate = Objects.requireNonNull(GoldenProofs.SHARED.aggregates().get("aggregate-1"));
        Path srs = GoldenProofs.copyKeys("/vectors/proof-keys", home).resolve("v28-fil-inner-product-v1.srs");
        byte[] damaged = Files.readAllBytes(srs);
        damaged[100] ^= 1;
        Files.write(srs, damaged);

        ProofException failure = catchThrowableOfType(ProofException.class,
                () -> engine.verifyAggregate(aggregate.statement(), aggregate.proof()));

        assertThat(failure.code()).isEqualTo(Code.PARAMETERS);
    }
}
