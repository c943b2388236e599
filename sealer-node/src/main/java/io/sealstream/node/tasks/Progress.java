package io.sealstream.node.tasks;

import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Task;
import java.time.Instant;

/**
 * Where a task is at this moment.
 *
 * @param since  when the stage began
 * @param detail what it waits for, or how far it is; empty when there is nothing to say
 */
public record Progress(Task task, Stage stage, Instant since, String detail) {}
