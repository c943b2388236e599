package io.sealstream.manager.domain.node;

import io.sealstream.manager.domain.Command;

/** What the table of nodes hears. Wall-clock time comes in as a value and is decided on here only. */
public sealed interface NodeInput extends Command {
    /**
     * A heartbeat.
     *
     * @param heardAt Unix milliseconds of our clock
     */
    record Heartbeat(String node, long incarnation, KnownNode.Told told, long heardAt) implements NodeInput {}

    /**
     * Time has passed.
     *
     * @param now           Unix milliseconds of our clock
     * @param heardAnything whether any heartbeat or head came since the tick before; if none did, we are cut off ourselves
     */
    record Tick(long now, boolean heardAnything) implements NodeInput {}
}
