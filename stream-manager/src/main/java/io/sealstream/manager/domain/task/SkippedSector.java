package io.sealstream.manager.domain.task;

/** A sector left out of a PoSt, with the reason. */
public record SkippedSector(long number, String reason) {}
