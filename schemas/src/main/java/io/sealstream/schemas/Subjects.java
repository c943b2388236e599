package io.sealstream.schemas;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Names of registry subjects: TopicRecordNameStrategy, {@code <topic>-<full name of the record>}. */
public final class Subjects {
    private Subjects() {}

    public static String of(String topic, Schema schema) {
        return topic + "-" + schema.getFullName();
    }

    public static String of(Topic topic, Class<? extends SpecificRecord> type) {
        return of(topic.name(), SpecificData.get().getSchema(type));
    }
}
