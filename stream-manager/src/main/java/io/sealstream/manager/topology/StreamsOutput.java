package io.sealstream.manager.topology;

import io.sealstream.schemas.Topic;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The sink of one task of Kafka Streams. */
final class StreamsOutput implements Output {
    private final ProcessorContext<OutKey, byte[]> context;

    StreamsOutput(ProcessorContext<OutKey, byte[]> context) {
        this.context = context;
    }

    @Override
    public void forward(Topic topic, int partition, String key, byte @Nullable [] value, Headers headers) {
        context.forward(new Record<>(new OutKey(topic.name(), partition, key), value, Math.max(0, context.currentSystemTimeMs()),
                headers));
    }
}
