package io.sealstream.signer.edge.rpc;

import java.util.List;

/** Log levels of the running process. */
public interface LogControl {
    /** Names of loggers, sorted. */
    List<String> names();

    /**
     * Sets the level of a logger and those below it.
     *
     * @param name  of a logger; {@code *} for all
     * @param level trace, debug, info, warn or error
     * @throws IllegalArgumentException naming what is unknown
     */
    void setLevel(String name, String level);
}
