package io.sealstream.preflight.probe;

import io.sealstream.preflight.facts.RegistryFacts;
import io.sealstream.schemas.Subjects;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.registry.HttpSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryException;
import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Asks a schema registry for every schema that this version writes. */
final class RegistryProbe {
    private RegistryProbe() {}

    static RegistryFacts look(RegistrySettings settings) {
        try (SchemaRegistryClient registry = new HttpSchemaRegistryClient(settings)) {
            List<String> missing = new ArrayList<>();
            int wanted = 0;
            for (Topic topic : Topics.ALL) {
                for (Class<? extends SpecificRecord> type : topic.records()) {
                    wanted++;
                    if (registry.lookup(Subjects.of(topic, type), SpecificData.get().getSchema(type)).isEmpty()) {
                        missing.add(Subjects.of(topic, type));
                    }
                }
            }
            return new RegistryFacts.Reached(wanted, missing);
        } catch (RegistryException e) {
            return new RegistryFacts.Unreachable(String.valueOf(e.getMessage()));
        }
    }
}
