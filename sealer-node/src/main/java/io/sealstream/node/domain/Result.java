package io.sealstream.node.domain;

/** The outcome of a task together with the task, whose ids and epochs the record of the result repeats. */
public record Result(Task task, Outcome outcome) {}
