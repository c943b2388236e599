package io.sealstream.manager.topology;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** Key of a record on its way to the sink: it carries topic and partition, which the shell has decided; only the text reaches the topic. */
record OutKey(String topic, int partition, String text) {
    static final Serializer<OutKey> SERIALIZER = (topic, key) -> key == null ? null : key.text().getBytes(StandardCharsets.UTF_8);
    static final TopicNameExtractor<OutKey, byte[]> TOPIC = (OutKey key, byte[] value, RecordContext context) -> key.topic();
    static final StreamPartitioner<OutKey, byte[]> PARTITION = (topic, key, value, partitions) -> Optional
            .of(Set.of(key.partition()));
}
