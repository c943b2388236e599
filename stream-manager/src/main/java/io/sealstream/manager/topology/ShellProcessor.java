package io.sealstream.manager.topology;

import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Kafka Streams around a {@link Shell}: the processor of miners and that of lanes. Does nothing but hand over. */
final class ShellProcessor implements Processor<byte[], byte[], OutKey, byte[]> {
    private final Family family;
    private final List<String> stores;
    private final Serdes serdes;
    private final int partitions;
    private final Alarm alarm;
    private final Hearing hearing;
    private @Nullable ProcessorContext<OutKey, byte[]> context;
    private @Nullable Shell shell;

    ShellProcessor(Family family, List<String> stores, Serdes serdes, int partitions, Alarm alarm, Hearing hearing) {
        this.family = family;
        this.stores = stores;
        this.serdes = serdes;
        this.partitions = partitions;
        this.alarm = alarm;
        this.hearing = hearing;
    }

    @Override
    public void init(ProcessorContext<OutKey, byte[]> context) {
        this.context = context;
        this.shell = new Shell(family, serdes, partitions, new StreamsState(context, stores), new StreamsOutput(context), alarm);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (shell == null || context == null) {
            throw new IllegalStateException("a record before init");
        }
        Inbound in = inbound(context, record);
        if (in.topic().equals(Topics.MINER_HEAD.name())) {
            hearing.heardSomething();
        }
        shell.process(in);
    }

    static Inbound inbound(ProcessorContext<?, ?> context, Record<byte[], byte[]> record) {
        RecordMetadata from = context.recordMetadata().orElseThrow(() -> new IllegalStateException("a record without origin"));
        return new Inbound(from.topic(), from.partition(), from.offset(), record.key(), record.value(), record.headers());
    }
}
