package io.sealstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sealstream.schemas.registry.SchemaText;
import org.apache.avro.Schema;
import org.opentest4j.TestAbortedException;

/** Schemas for cases, and the error codes of Confluent's registry (rest/exceptions/Errors.java). */
final class Samples {
    static final Schema ONE = record("{\"name\":\"a\",\"type\":\"long\"}");
    static final Schema TWO = record("{\"name\":\"a\",\"type\":\"long\"},{\"name\":\"b\",\"type\":\"string\",\"default\":\"\"}");
    static final Schema BREAKING = record("{\"name\":\"a\",\"type\":\"long\"},{\"name\":\"b\",\"type\":\"string\"}");
    static final int NO_SUBJECT = 40_401;
    static final int NO_VERSION = 40_402;
    static final int NO_SCHEMA = 40_403;
    static final int DELETED_ALREADY = 40_404;
    static final int NOT_DELETED_FIRST = 40_405;
    static final int VERSION_DELETED_ALREADY = 40_406;
    static final int VERSION_NOT_DELETED_FIRST = 40_407;
    static final int NO_LEVEL = 40_408;
    static final int NO_MODE = 40_409;
    /** Its registry before 8.0; 40901 from then on. */
    static final int INCOMPATIBLE = 409;
    static final int INVALID_SCHEMA = 42_201;
    private static final int CLASS_OF_CODES = 100;

    private Samples() {}

    /** A record of that name and namespace {@code t}, with these fields. */
    static Schema record(String fields) {
        return SchemaText.parse("{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"t\",\"fields\":[" + fields + "]}");
    }

    /** Demands that the registry refuses a call with that code; a client that tells no code may say that the thing is unknown. */
    static void refused(int code, Runnable call) {
        Throwable thrown = catchThrowable(call::run);
        if (thrown instanceof TestAbortedException missing) {
            throw missing;
        }
        assertThat(thrown).as("refusal with %d", code).isInstanceOf(Refusal.class);
        int unknown = code / CLASS_OF_CODES == 404 ? Refusal.UNKNOWN : code;
        assertThat(((Refusal) thrown).code()).as("%s", thrown.getMessage()).isIn(code, unknown);
    }
}
