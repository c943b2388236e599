package io.sealstream.manager.wire;

import io.sealstream.manager.domain.Event;

/** An event as it stands in its log. */
public record Recorded<E extends Event>(EventMeta meta, E event) {}
