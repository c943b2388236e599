package io.sealstream.schemas.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What a new schema of a subject owes to the older ones, with the names of the Confluent REST API. */
public enum Compatibility {
    NONE(false, false, false), BACKWARD(true, false, false), BACKWARD_TRANSITIVE(true, false, true), FORWARD(false, true,
            false), FORWARD_TRANSITIVE(false, true, true), FULL(true, true, false), FULL_TRANSITIVE(true, true, true);

    private final boolean backward;
    private final boolean forward;
    private final boolean transitive;

    Compatibility(boolean backward, boolean forward, boolean transitive) {
        this.backward = backward;
        this.forward = forward;
        this.transitive = transitive;
    }

    /**
     * Why {@code newer} must not follow {@code older}; empty when it may.
     *
     * @param older earlier versions, oldest first; a level that is not transitive looks at the last one only
     */
    public List<String> violations(Schema newer, List<Schema> older) {
        List<String> out = new ArrayList<>();
        int from = transitive ? 0 : Math.max(0, older.size() - 1);
        for (Schema past : older.subList(from, older.size())) {
            if (backward) {
                add(out, "the new schema cannot read data of an older one", newer, past);
            }
            if (forward) {
                add(out, "an older schema cannot read data of the new one", past, newer);
            }
        }
        return out;
    }

    private static void add(List<String> out, String what, Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
        if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
            return;
        }
        for (Incompatibility incompatibility : result.getIncompatibilities()) {
            out.add("%s: %s at %s: %s".formatted(what, incompatibility.getType(), incompatibility.getLocation(),
                    incompatibility.getMessage()));
        }
    }
}
