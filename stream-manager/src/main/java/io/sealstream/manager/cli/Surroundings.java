package io.sealstream.manager.cli;

import io.sealstream.manager.config.ManagerConfig;
import io.sealstream.manager.edge.chain.ChainNode;
import io.sealstream.manager.replay.LogState;
import io.sealstream.manager.replay.LoggedEvent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What commands need from the world; given by the composition root, replaced by tests. */
public interface Surroundings {
    /** A client of the manager. */
    RpcCaller manager(URI api);

    /** A client of a chain node. */
    ChainNode chain(URI url, String token);

    /** An environment variable. */
    Optional<String> environment(String name);

    /** Name of this machine. */
    String host();

    /** Home of the user. */
    Path userHome();

    /** Lets time pass between two questions. */
    void pause(Duration time);

    /** Runs a manager until it is told to end; the exit code. */
    int run(ManagerConfig config);

    /**
     * Makes or checks the topics of the cluster that the configuration names.
     *
     * @param create false only checks
     * @return what was done or found, a line each
     */
    List<String> topics(ManagerConfig config, boolean create);

    /** Folds the events of a cluster or of an exported file; the states of each log. */
    List<LogState> replay(ReplayRequest request);

    /** Reads the events of a cluster or of an exported file, in the order of their logs. */
    void events(ReplayRequest request, Consumer<LoggedEvent> each);

    /**
     * Makes the stores of a stopped manager anew from the events.
     *
     * @return what was done, a line each
     */
    List<String> rebuild(ManagerConfig config);
}
