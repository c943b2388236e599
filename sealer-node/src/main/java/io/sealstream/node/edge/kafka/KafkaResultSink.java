package io.sealstream.node.edge.kafka;

import io.sealstream.node.domain.Result;
import io.sealstream.node.wire.ResultWriter;
import io.sealstream.node.work.ResultSink;
import io.sealstream.schemas.Topics;
import org.jspecify.annotations.Nullable;

/** Sends results to {@code node.result}; before the first connection they are dropped, and repeated by the caller. */
public final class KafkaResultSink implements ResultSink {
    private volatile @Nullable Outbox outbox;

    @Override
    public void publish(Result result) {
        Outbox out = outbox;
        if (out != null) {
            out.send(Topics.NODE_RESULT, result.task().resultKey(), ResultWriter.write(result));
        }
    }

    void connect(Outbox connected) {
        outbox = connected;
    }
}
