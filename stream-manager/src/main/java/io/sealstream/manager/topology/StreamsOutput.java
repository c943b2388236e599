package io.sealstream.manager.topology;

import io.sealstream.schemas.Topic;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The sink of one task of Kafka Streams. */
final class StreamsOutput implements Output {
    private final ProcessorContext<OutKey, byte[]> context;
    private final int mostBytes;

    StreamsOutput(ProcessorContext<OutKey, byte[]> context) {
        this.context = context;
        this.mostBytes = mostBytes(context.appConfigs());
    }

    /** What the task's producer takes: its own setting, or that of all clients. */
    private static int mostBytes(Map<String, Object> configs) {
        Object own = configs.get(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG));
        Object set = own == null ? configs.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG) : own;
        return set == null ? USUAL_MOST_BYTES : Integer.parseInt(set.toString());
    }

    @Override
    public int mostBytes() {
        return mostBytes;
    }

    @Override
    public void forward(Topic topic, int partition, String key, byte @Nullable [] value, Headers headers) {
        context.forward(new Record<>(new OutKey(topic.name(), partition, key), value, Math.max(0, context.currentSystemTimeMs()),
                headers));
    }
}
