package io.sealstream.node.tasks;

import io.sealstream.node.domain.Stage;

/** Is told how long each stage took; the metrics listen here. */
@FunctionalInterface
public interface StageWatch {
    /** A stage of a step ended after that time, well or not. */
    void ran(String step, Stage stage, long nanos);
}
