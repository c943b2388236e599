package io.sealstream.manager.topology;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alarms as log lines and counters. Thread-safe. */
public final class LogAlarm implements Alarm {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogAlarm.class);

    private final LongAdder unreadable = new LongAdder();
    private final LongAdder bugs = new LongAdder();
    private final LongAdder rejections = new LongAdder();

    @Override
    public void unreadable(Inbound record, String reason) {
        unreadable.increment();
        LOGGER.atError().addKeyValue("record", record.cause()).addKeyValue("reason", reason)
                .log("Record cannot be read; it is in dead.letter. Look at its writer");
    }

    @Override
    public void bug(Inbound record, RuntimeException bug) {
        bugs.increment();
        LOGGER.atError().addKeyValue("record", record.cause()).setCause(bug)
                .log("A bug: nothing was changed, the record is in dead.letter. Report it with this trace");
    }

    @Override
    public void rejected(Inbound record, String command, String reason) {
        rejections.increment();
        LOGGER.atInfo().addKeyValue("command", command).addKeyValue("record", record.cause()).addKeyValue("reason", reason)
                .log("Command refused");
    }

    /** Records that went to {@code dead.letter} because they could not be read. */
    public long unreadable() {
        return unreadable.sum();
    }

    /** Records that went to {@code dead.letter} because of a bug. */
    public long bugs() {
        return bugs.sum();
    }

    /** Commands refused. */
    public long rejections() {
        return rejections.sum();
    }
}
