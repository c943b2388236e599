package io.sealstream.node.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ActorId;
import io.sealstream.node.domain.SectorRequest;
import io.sealstream.node.journal.Journal;
import io.sealstream.node.work.SectorRequests.Vacancy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectorRequestsTest {
    private static final ActorId FIRST = new ActorId(1000);
    private static final ActorId SECOND = new ActorId(2000);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    @TempDir
    Path home;
    private final List<SectorRequest> sent = new ArrayList<>();
    private List<Vacancy> idle = List.of(new Vacancy("a", true));
    private Instant now = Instant.ofEpochSecond(1_000_000);
    private Journal journal;
    private SectorRequests requests;

    @BeforeEach
    void open() throws Exception {
        journal = Journal.open(home, 0);
        requests = requests();
    }

    private SectorRequests requests() {
        return new SectorRequests(journal, List.of(FIRST, SECOND), () -> idle, sent::add, () -> now, PAUSE);
    }

    @AfterEach
    void close() throws Exception {
        journal.close();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        requests.tick();
    }

    @Test
    void shouldAskThePreferredMinerForAnIdleStore() {
        requests.tick();

        assertThat(sent).containsExactly(new SectorRequest(1, FIRST, "a"));
    }

    @Test
    void shouldNotAskWithoutAnIdleStore() {
        idle = List.of();
        requests.tick();

        assertThat(sent).isEmpty();
    }

    @Test
    void shouldRepeatAnUnansweredRequestUnderItsNumber() {
        requests.tick();
        pass(PAUSE.minusMillis(1));
        assertThat(sent).hasSize(1);
        pass(Duration.ofMillis(1));

        assertThat(sent).containsExactly(new SectorRequest(1, FIRST, "a"), new SectorRequest(1, FIRST, "a"));
    }

    @Test
    void shouldRepeatAnUnansweredRequestAfterARestart() {
        requests.tick();
        requests = requests();
        requests.tick();

        assertThat(sent).containsExactly(new SectorRequest(1, FIRST, "a"), new SectorRequest(1, FIRST, "a"));
    }

    @Test
    void shouldTryTheNextMinerOnRefusalAndBeginAgainAfterAPause() {
        requests.tick();
        requests.answered(1, false, "no sector wanted");
        requests.tick();
        requests.answered(2, false, "no sector wanted");
        requests.tick();
        assertThat(sent).extracting(SectorRequest::miner).containsExactly(FIRST, SECOND);
        pass(PAUSE);

        assertThat(sent).extracting(SectorRequest::miner).containsExactly(FIRST, SECOND, FIRST);
        assertThat(sent).extracting(SectorRequest::number).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldWaitForThePromisedTask() {
        requests.tick();
        requests.answered(1, true, "{\"sector\":17}");
        pass(Duration.ofSeconds(59));
        assertThat(sent).hasSize(1);
        pass(Duration.ofSeconds(1));

        assertThat(sent).hasSize(2);
    }

    @Test
    void shouldServeOtherStoresMeanwhile() {
        idle = List.of(new Vacancy("a", true), new Vacancy("b", true));
        requests.tick();
        requests.answered(1, true, "{\"sector\":17}");
        requests.tick();

        assertThat(sent).extracting(SectorRequest::store).containsExactly("a", "b");
    }

    @Test
    void shouldAskSeldomForAStoreWithASectorThatMayHaveBeenGivenUp() {
        idle = List.of(new Vacancy("a", false));
        requests.tick();
        pass(Duration.ofSeconds(59));
        assertThat(sent).isEmpty();
        pass(Duration.ofSeconds(1));
        requests.answered(1, false, "store a is busy");
        requests.tick();
        requests.answered(2, false, "store a is busy");
        pass(Duration.ofSeconds(59));
        assertThat(sent).hasSize(2);
        pass(Duration.ofSeconds(1));

        assertThat(sent).hasSize(3);
    }

    @Test
    void shouldAskAtOnceWhenAStoreIsFreedAfterItsSector() {
        requests.tick();
        requests.answered(1, true, "{\"sector\":17}");
        idle = List.of();
        requests.tick();
        idle = List.of(new Vacancy("a", true));
        requests.tick();

        assertThat(sent).hasSize(2);
    }

    @Test
    void shouldAskAtOnceAfterASectorWhoseTasksWereTooShortToBeSeen() {
        requests.tick();
        requests.answered(1, true, "{\"sector\":17}");
        idle = List.of(new Vacancy("a", false));
        pass(Duration.ofSeconds(1));
        assertThat(sent).hasSize(1);
        idle = List.of(new Vacancy("a", true));
        pass(Duration.ofSeconds(1));

        assertThat(sent).hasSize(2);
    }

    @Test
    void shouldIgnoreAnOldAnswer() {
        requests.tick();
        requests.answered(99, false, "of another life");
        requests.tick();

        assertThat(journal.pendingRequest()).contains(new SectorRequest(1, FIRST, "a"));
    }
}
