package io.sealstream.manager.wire;

import io.sealstream.manager.domain.Command;
import io.sealstream.manager.domain.Target;

/** A command and the machine it is for. */
public record Addressed(Target target, Command command) {}
