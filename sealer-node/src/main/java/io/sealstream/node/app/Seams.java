package io.sealstream.node.app;

import io.sealstream.node.tasks.Engines;
import io.sealstream.node.work.ResultSink;
import java.util.function.UnaryOperator;

/**
 * Where a test tree may stand between the parts of a real node, from its own launcher. A production launcher passes
 * {@link #NONE}.
 *
 * @param engines wraps the engines: what it changes is seen by the node's own verification
 * @param results wraps the way of results: what it changes is no longer verified
 */
public record Seams(UnaryOperator<Engines> engines, UnaryOperator<ResultSink> results) {
    /** Nothing stands between. */
    public static final Seams NONE = new Seams(UnaryOperator.identity(), UnaryOperator.identity());
}
