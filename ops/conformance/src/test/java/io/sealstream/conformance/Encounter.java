package io.sealstream.conformance;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** A meeting under way, or the reason why it cannot be. */
final class Encounter implements AutoCloseable {
    private final @Nullable Registry registry;
    private final @Nullable TestAbortedException missing;

    private Encounter(@Nullable Registry registry, @Nullable TestAbortedException missing) {
        this.registry = registry;
        this.missing = missing;
    }

    static Encounter of(Meeting meeting) {
        try {
            return new Encounter(new Registry(meeting.open()), null);
        } catch (TestAbortedException e) {
            return new Encounter(null, e);
        }
    }

    /** The server as the client of this meeting sees it; without them, each test that asks is skipped and says why. */
    Registry registry() {
        if (registry == null) {
            throw new TestAbortedException(missing == null ? "" : missing.getMessage(), missing);
        }
        return registry;
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.client().close();
        }
    }
}
