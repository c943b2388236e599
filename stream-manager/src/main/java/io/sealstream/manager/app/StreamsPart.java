package io.sealstream.manager.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.runtime.HealthState;
import java.util.List;
import java.util.function.Consumer;

/** The stream application as the process sees it. */
interface StreamsPart extends AutoCloseable {
    /**
     * Starts it.
     *
     * @param dead is told, in a sentence, when it has ended for good and the process must end too
     */
    void start(Consumer<String> dead);

    HealthState health();

    /** What the local stores hold. */
    ManagerQueries queries();

    /** Where the other processes are reached that hold a part of the stores. */
    List<HostPort> peers();

    void bindTo(MeterRegistry registry);

    @Override
    void close();
}
