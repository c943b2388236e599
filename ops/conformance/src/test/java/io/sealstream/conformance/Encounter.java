package io.sealstream.conformance;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** A meeting under way, or the reason why it cannot be: what the classes of cases are given, and closed when each of them is through. */
final class Encounter implements AutoCloseable {
    private final Meeting meeting;
    private final @Nullable Registry registry;
    private final @Nullable TestAbortedException missing;

    private Encounter(Meeting meeting, @Nullable Registry registry, @Nullable TestAbortedException missing) {
        this.meeting = meeting;
        this.registry = registry;
        this.missing = missing;
    }

    /** One after the other, each begun when it is its turn. */
    static Stream<Encounter> wanted() {
        return of(Meeting.wanted());
    }

    /** Those with a client of others at our registry. */
    static Stream<Encounter> ofOthersAtOurs() {
        return of(Meeting.ofOthersAtOurs());
    }

    private static Stream<Encounter> of(List<Meeting> meetings) {
        return meetings.stream().map(Encounter::begin);
    }

    private static Encounter begin(Meeting meeting) {
        try {
            return new Encounter(meeting, new Registry(meeting.open()), null);
        } catch (TestAbortedException e) {
            return new Encounter(meeting, null, e);
        }
    }

    Meeting meeting() {
        return meeting;
    }

    /** Where the server is. */
    URI url() {
        return meeting.url();
    }

    /** The server as the client of this meeting sees it; without them, each test that asks is skipped and says why. */
    Registry registry() {
        if (registry == null) {
            throw new TestAbortedException(missing == null ? "" : missing.getMessage(), missing);
        }
        return registry;
    }

    /** A name that no other meeting uses. */
    String subject(String name) {
        return meeting + "-" + name;
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.client().close();
        }
    }

    @Override
    public String toString() {
        return meeting.toString();
    }
}
