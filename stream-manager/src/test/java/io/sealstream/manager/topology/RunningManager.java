package io.sealstream.manager.topology;

import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.schemas.Topic;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A manager as the scripted world sees it: what goes in, and what leaves because of it. */
interface RunningManager {
    /** A record that left. */
    record Out(String topic, String key, @Nullable SpecificRecord record) {}

    /** Gives it a record; returns what left since. */
    List<Out> pipe(Topic topic, String key, SpecificRecord record);

    /** A new head for miners and lanes. */
    List<Out> head(long epoch, @Nullable Long revertedTo);

    /** Every record of a type that left so far. */
    <T extends SpecificRecord> List<T> left(Class<T> type);

    ManagerQueries queries();
}
