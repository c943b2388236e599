package io.sealstream.manager.cli;

import io.sealstream.manager.config.ManagerConfig;
import io.sealstream.manager.replay.Selection;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What {@code replay} is asked.
 *
 * @param config    names the cluster; read only where no file is given
 * @param from      exported file to read instead of the cluster
 * @param export    file to write the events to that were read
 */
public record ReplayRequest(Supplier<ManagerConfig> config, Optional<Path> from, Optional<Path> export, Selection selection) {}
