package io.sealstream.schemas;

import io.sealstream.schemas.registry.Compatibility;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.util.Collection;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Makes a registry hold every schema of this version, each subject with its level of compatibility. Repeatable. */
public final class SchemaRegistration {
    private SchemaRegistration() {}

    /** What schemas of a topic owe to their predecessors. */
    public static Compatibility level(Topic topic) {
        return topic.events() ? Compatibility.BACKWARD_TRANSITIVE : Compatibility.FULL_TRANSITIVE;
    }

    /**
     * Registers the recorded history of each record, oldest first, and its current schema.
     *
     * @throws io.sealstream.schemas.registry.RegistryRefusedException where a schema breaks the compatibility of its subject
     */
    public static void ensure(SchemaRegistryClient registry, Collection<Topic> topics) {
        for (Topic topic : topics) {
            for (Class<? extends SpecificRecord> type : topic.records()) {
                String subject = Subjects.of(topic, type);
                registry.setCompatibility(subject, level(topic));
                SchemaHistory.shipped().versions(SpecificData.get().getSchema(type).getFullName())
                        .forEach(past -> registry.register(subject, past));
                registry.register(subject, SpecificData.get().getSchema(type));
            }
        }
    }
}
