package io.sealstream.manager.edge.http;

import io.sealstream.schemas.Topic;
import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;

/** Where commands are written. */
public interface CommandLog {
    /** Appends a record; completes when it is stored. */
    CompletionStage<Void> append(Topic topic, String key, SpecificRecord command);

    /** The partition of the topic {@code reply} that this process reads. */
    int replyPartition();
}
