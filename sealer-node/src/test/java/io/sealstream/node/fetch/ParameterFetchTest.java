package io.sealstream.node.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.node.stores.DiskSpace;
import io.sealstream.schemas.runtime.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParameterFetchTest {
    private static final int SIZE = 300_000;
    private static final int HALF = SIZE / 2;
    private static final Backoff SHORT = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));
    /** Longer than a busy machine needs for a byte, shorter than anybody waits for one. */
    private static final Duration STALL = Duration.ofSeconds(2);

    @TempDir
    private Path folder;
    private MirrorServer server;
    private MirrorServer second;
    private final Map<String, byte[]> published = new TreeMap<>();
    private final List<Progress> told = new ArrayList<>();
    private long free = Long.MAX_VALUE;

    @BeforeEach
    void open() throws IOException {
        server = new MirrorServer();
        second = new MirrorServer();
    }

    @AfterEach
    void close() {
        server.close();
        second.close();
    }

    /** What was published under that name. */
    private byte[] content(String name) {
        return published.computeIfAbsent(name, each -> {
            byte[] bytes = new byte[SIZE];
            new Random(each.hashCode()).nextBytes(bytes);
            return bytes;
        });
    }

    private void fetch(String... names) throws FetchException, InterruptedException {
        AtomicLong clock = new AtomicLong();
        DiskSpace disk = new DiskSpace() {
            @Override
            public long free(Path path) {
                return free;
            }

            @Override
            public long total(Path path) {
                return Long.MAX_VALUE;
            }
        };
        List<Wanted> wanted = Arrays.stream(names).peek(this::content).map(name -> new Wanted(name, "cid-of-" + name)).toList();
        ParameterFetch.Settings settings = new ParameterFetch.Settings(folder, List.of(server.mirror(), second.mirror()), 3,
                STALL,
                SHORT, Duration.ofMillis(50));
        new ParameterFetch(settings, disk, this::take, () -> clock.addAndGet(1_000_000_000L), told::add).run(wanted);
    }

    private boolean take(Path fetched, Wanted file) throws FetchException {
        try {
            boolean right = Arrays.equals(Files.readAllBytes(fetched), published.get(file.name()));
            if (right) {
                Files.move(fetched, folder.resolve(file.name()));
            }
            return right;
        } catch (IOException e) {
            throw new FetchException("cannot be read", e);
        }
    }

    private void assertFetched(String... names) {
        for (String name : names) {
            assertThat(folder.resolve(name)).hasBinaryContent(content(name));
            assertThat(folder.resolve(name + ".part")).doesNotExist();
        }
    }

    private void assertNothingOf(String name) {
        assertThat(folder.resolve(name)).doesNotExist();
    }

    @Test
    void shouldGiveEveryFileItsNameWhenItIsVerified() throws Exception {
        List.of("a", "b", "c", "d", "e").forEach(name -> server.serve(name, MirrorServer.honest(content(name))));

        fetch("a", "b", "c", "d", "e");

        assertFetched("a", "b", "c", "d", "e");
        assertThat(told.getLast()).satisfies(last -> {
            assertThat(last.files()).isEqualTo(5);
            assertThat(last.bytes()).isEqualTo(5L * SIZE);
            assertThat(last.total()).isEqualTo(5L * SIZE);
        });
    }

    @Test
    void shouldGoOnWhereTheConnectionBrokeOff() throws Exception {
        server.serve("a", MirrorServer.breakingOff(content("a"), 1_000, HALF, HALF));

        fetch("a");

        assertFetched("a");
        assertThat(server.log).containsExactly("a 0", "a 1000", "a " + HALF, "a " + HALF);
    }

    @Test
    void shouldGoOnWhereAnEarlierRunStopped() throws Exception {
        server.serve("a", MirrorServer.honest(content("a")));
        Files.write(folder.resolve("a.part"), Arrays.copyOf(content("a"), HALF));

        fetch("a");

        assertFetched("a");
        assertThat(server.log).containsExactly("a " + HALF);
        assertThat(told.getLast().bytes()).isEqualTo(SIZE);
    }

    @Test
    void shouldVerifyWhatAnEarlierRunHadWhole() throws Exception {
        server.serve("a", MirrorServer.honest(content("a")));
        Files.write(folder.resolve("a.part"), content("a"));

        fetch("a");

        assertFetched("a");
    }

    @Test
    void shouldThrowAwayAWrongBeginningThatAnEarlierRunLeft() throws Exception {
        server.serve("a", MirrorServer.honest(content("a")));
        Files.write(folder.resolve("a.part"), new byte[HALF]);

        fetch("a");

        assertFetched("a");
        assertThat(server.log).containsExactly("a " + HALF, "a 0");
    }

    @Test
    void shouldThrowAwayAPartThatIsLongerThanTheFile() throws Exception {
        server.serve("a", MirrorServer.honest(content("a")));
        Files.write(folder.resolve("a.part"), new byte[SIZE + 1]);

        fetch("a");

        assertFetched("a");
        assertThat(told.getLast().bytes()).isEqualTo(SIZE);
    }

    @Test
    void shouldBeginAnewWhereTheServerIgnoresRanges() throws Exception {
        server.serve("a", MirrorServer.ignoringRanges(content("a")));

        fetch("a");

        assertFetched("a");
        assertThat(server.log).containsExactly("a 0", "a " + HALF);
        assertThat(told.getLast().bytes()).isEqualTo(SIZE);
    }

    @Test
    void shouldNeverNameAFileWithOtherBytes() {
        byte[] forged = content("a").clone();
        forged[HALF] ^= 1;
        server.serve("a", MirrorServer.honest(forged));

        assertThatThrownBy(() -> fetch("a")).isInstanceOf(FetchException.class)
                .hasMessageContaining("1 of 1 files could not be fetched")
                .hasMessageContaining(server.mirror().template().replace("{name}", "a"))
                .hasMessageContaining("has another content than the published file").hasMessageContaining("--mirror");
        assertNothingOf("a");
        assertThat(folder.resolve("a.part")).doesNotExist();
    }

    @Test
    void shouldTakeTheNextMirrorWhereTheFirstLies() throws Exception {
        server.serve("a", MirrorServer.honest(new byte[SIZE]));
        second.serve("a", MirrorServer.honest(content("a")));

        fetch("a");

        assertFetched("a");
    }

    @Test
    void shouldNotTakeAShorterFileForTheWholeOne() {
        server.serve("a", MirrorServer.honest(Arrays.copyOf(content("a"), HALF)));

        assertThatThrownBy(() -> fetch("a")).hasMessageContaining("has another content");
        assertNothingOf("a");
    }

    @Test
    void shouldGiveUpAMirrorThatPromisesMoreThanItHas() {
        server.serve("a", MirrorServer.promising(content("a"), 10));

        assertThatThrownBy(() -> fetch("a")).hasMessageContaining("gives nothing from byte " + SIZE + " on in 5 attempts (");
        assertNothingOf("a");
    }

    @Test
    void shouldLeaveAMirrorThatStallsAndGoOnAtTheNext() throws Exception {
        server.serve("a", server.stalling(content("a"), HALF));
        second.serve("a", MirrorServer.honest(content("a")));
        ParameterFetch.Settings settings = new ParameterFetch.Settings(folder, List.of(server.mirror(), second.mirror()), 1,
                Duration.ofMillis(100), SHORT, Duration.ofMillis(50));
        content("a");

        new ParameterFetch(settings, DiskSpace.ofSystem(), this::take, System::nanoTime, told::add)
                .run(List.of(new Wanted("a", "")));

        assertFetched("a");
        assertThat(server.log).startsWith("a 0").hasSizeGreaterThanOrEqualTo(FileFetch.FRUITLESS);
        assertThat(second.log).hasSize(1).doesNotContain("a 0");
    }

    @Test
    void shouldNameEachMirrorThatHasNoSuchFile() {
        assertThatThrownBy(() -> fetch("a")).hasMessageContaining("a: ")
                .hasMessageContaining(server.mirror().template().replace("{name}", "a") + " answers HTTP 404")
                .hasMessageContaining(second.mirror().template().replace("{name}", "a") + " answers HTTP 404");
        assertThat(server.log).as("asked once: it will not come").containsExactly("a 0");
    }

    @Test
    void shouldAskAnOverloadedServerAgain() throws Exception {
        server.serve("a", MirrorServer.failing(503, 2, content("a"))).serve("b", MirrorServer.failing(429, 1, content("b")));

        fetch("a", "b");

        assertFetched("a", "b");
    }

    @Test
    void shouldRefuseAServerThatDoesNotSayTheLength() {
        server.serve("a", MirrorServer.chunked(content("a")));

        assertThatThrownBy(() -> fetch("a")).hasMessageContaining("does not say how long the file is");
        assertNothingOf("a");
    }

    @Test
    void shouldRefuseBytesFromAnotherPlaceThanAskedFor() throws Exception {
        server.serve("a", MirrorServer.otherRange(content("a")));
        Files.write(folder.resolve("a.part"), Arrays.copyOf(content("a"), HALF));

        assertThatThrownBy(() -> fetch("a"))
                .hasMessageContaining("was asked for the bytes from " + HALF + " on and sends those from " + (HALF + 1) + " on");
        assertThat(folder.resolve("a.part")).hasSize(HALF);
    }

    @Test
    void shouldCheckTheRoomBeforeTheFirstByte() {
        server.serve("a", MirrorServer.honest(content("a"))).serve("b", MirrorServer.honest(content("b")));
        free = 2 * SIZE - 1;

        assertThatThrownBy(() -> fetch("a", "b")).hasMessageContaining("586 KiB are to be fetched")
                .hasMessageContaining(folder + " has room for").hasMessageContaining("--parameter-cache");
        assertThat(server.log).isEmpty();
    }

    @Test
    void shouldNotFillADiskForAServerThatHidTheLengthAtFirst() {
        server.serve("a", MirrorServer.breakingOff(content("a")));
        free = SIZE - 1;

        assertThatThrownBy(() -> fetch("a")).hasMessageContaining("more to send").hasMessageContaining("has room for");
        assertThat(folder.resolve("a.part")).doesNotExist();
    }

    @Test
    void shouldFetchTheOtherFilesWhenOneCannotBeHad() {
        List.of("a", "c", "d").forEach(name -> server.serve(name, MirrorServer.honest(content(name))));

        assertThatThrownBy(() -> fetch("a", "b", "c", "d")).hasMessageContaining("1 of 4 files could not be fetched: b: ");
        assertFetched("a", "c", "d");
    }
}
