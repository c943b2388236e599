package io.sealstream.manager.topology;

import io.sealstream.schemas.Serdes;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Kafka Streams around a {@link NodeShell}: heartbeats, and a tick of the wall clock. */
final class NodeProcessor implements Processor<byte[], byte[], OutKey, byte[]> {
    /** Time between ticks; one tick counts at most as much silence ({@code NodeMachine.MOST_PER_TICK}). */
    static final Duration TICK = Duration.ofSeconds(5);

    private final Duration silence;
    private final Serdes serdes;
    private final int partitions;
    private final Alarm alarm;
    private final Hearing hearing;
    private @Nullable ProcessorContext<OutKey, byte[]> context;
    private @Nullable NodeShell shell;
    private long heardBefore;

    NodeProcessor(Duration silence, Serdes serdes, int partitions, Alarm alarm, Hearing hearing) {
        this.silence = silence;
        this.serdes = serdes;
        this.partitions = partitions;
        this.alarm = alarm;
        this.hearing = hearing;
    }

    @Override
    public void init(ProcessorContext<OutKey, byte[]> context) {
        this.context = context;
        this.shell = new NodeShell(silence, serdes, partitions, new StreamsState(context, Stores.OF_NODES),
                new StreamsOutput(context), alarm);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    private void tick(long now) {
        long heard = hearing.count();
        if (shell != null) {
            shell.tick(now, heard != heardBefore);
        }
        heardBefore = heard;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (shell == null || context == null) {
            throw new IllegalStateException("a record before init");
        }
        hearing.heardSomething();
        shell.process(ShellProcessor.inbound(context, record), context.currentSystemTimeMs());
    }
}
