package io.sealstream.manager.topology;

import io.sealstream.manager.domain.Command;

/** An epoch has come: whatever the target is, it is asked what it does now. */
record Wakeup() implements Command {}
