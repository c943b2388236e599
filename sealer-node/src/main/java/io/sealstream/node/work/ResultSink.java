package io.sealstream.node.work;

import io.sealstream.node.domain.Result;

/**
 * Where verified results leave the node. Called again and again for one result until its task is acknowledged, so it may drop
 * one; it must not block. Called on the core thread.
 */
@FunctionalInterface
public interface ResultSink {
    void publish(Result result);
}
