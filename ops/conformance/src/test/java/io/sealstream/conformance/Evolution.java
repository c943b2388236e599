package io.sealstream.conformance;

import static io.sealstream.schemas.registry.Compatibility.BACKWARD;
import static io.sealstream.schemas.registry.Compatibility.BACKWARD_TRANSITIVE;
import static io.sealstream.schemas.registry.Compatibility.FORWARD;
import static io.sealstream.schemas.registry.Compatibility.FORWARD_TRANSITIVE;
import static io.sealstream.schemas.registry.Compatibility.FULL;
import static io.sealstream.schemas.registry.Compatibility.NONE;

import io.sealstream.schemas.registry.Compatibility;
import io.sealstream.schemas.registry.SchemaText;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * A history of a record and its next schema, with the levels that let it pass by the rules of the Avro specification (Schema
 * Resolution).
 */
record Evolution(String name, List<Schema> history, Schema next, Set<Compatibility> passes) {
    private static final String A = "{\"name\":\"a\",\"type\":\"int\"}";
    private static final String B = "{\"name\":\"b\",\"type\":\"string\"}";
    private static final String B_OR_X = "{\"name\":\"b\",\"type\":\"string\",\"default\":\"x\"}";
    private static final Set<Compatibility> ALL = EnumSet.allOf(Compatibility.class);
    private static final Set<Compatibility> NEW_READS_OLD = EnumSet.of(NONE, BACKWARD, BACKWARD_TRANSITIVE);
    private static final Set<Compatibility> OLD_READS_NEW = EnumSet.of(NONE, FORWARD, FORWARD_TRANSITIVE);

    static final List<Evolution> TABLE = List.of(step("a field with a default comes", of(A), of(A, B_OR_X), ALL),
            step("a field with a default goes", of(A, B_OR_X), of(A), ALL),
            step("a field without a default comes", of(A), of(A, B), OLD_READS_NEW),
            step("a field without a default goes", of(A, B), of(A), NEW_READS_OLD),
            step("int becomes long", of(A), of("{\"name\":\"a\",\"type\":\"long\"}"), NEW_READS_OLD),
            step("long becomes int", of("{\"name\":\"a\",\"type\":\"long\"}"), of(A), OLD_READS_NEW),
            step("int becomes string", of(A), of("{\"name\":\"a\",\"type\":\"string\"}"), EnumSet.of(NONE)),
            step("int becomes int or null", of(A), of("{\"name\":\"a\",\"type\":[\"null\",\"int\"]}"), NEW_READS_OLD),
            step("a symbol comes", of(symbols("\"X\"")), of(symbols("\"X\",\"Y\"")), NEW_READS_OLD),
            step("a symbol goes", of(symbols("\"X\",\"Y\"")), of(symbols("\"X\"")), OLD_READS_NEW),
            step("only words change", of(A), of("{\"name\":\"a\",\"type\":\"int\",\"doc\":\"a number\"}"), ALL),
            new Evolution("a default goes that the oldest needs", List.of(of(A), of(A, B_OR_X)), of(A, B),
                    EnumSet.of(NONE, BACKWARD, FORWARD, FORWARD_TRANSITIVE, FULL)),
            new Evolution("a field goes whose default the oldest lacks", List.of(of(A, B), of(A, B_OR_X)), of(A),
                    EnumSet.of(NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD, FULL)));

    private static Evolution step(String name, Schema from, Schema to, Set<Compatibility> passes) {
        return new Evolution(name, List.of(from), to, passes);
    }

    private static Schema of(String... fields) {
        return SchemaText.parse("{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"t\",\"fields\":["
                + String.join(",", fields) + "]}");
    }

    private static String symbols(String symbols) {
        return "{\"name\":\"e\",\"type\":{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[" + symbols + "]}}";
    }
}
