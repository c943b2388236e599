package io.sealstream.manager.domain;

/** Something that happened. Every family of events is a sealed interface below this one; only {@code apply} of an event changes a state. */
public interface Event {}
