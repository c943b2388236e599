package io.sealstream.manager.domain.task;

/** Milliseconds inside one native stage. */
public record StageTime(String stage, long millis) {}
