package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.filecoin.json.FilecoinJson;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every shape: a random value survives CBOR and JSON, and its CBOR has one form. The seed is in the message of a failure. */
class ShapePropertyTest {
    private static final int SEEDS = 150;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

    @TestFactory
    Stream<DynamicTest> shouldSurviveCborAndJson() {
        return Decoders.recordsWithShape().stream().map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> {
            for (int seed = 0; seed < SEEDS; seed++) {
                survives(Decoders.shapeOf(type), new RandomValues(seed).of(type), seed);
            }
        }));
    }

    @SuppressWarnings("unchecked") // the shape of the value's own class
    private static <T> void survives(Shape<T> shape, Object any, int seed) throws JsonProcessingException {
        T value = (T) any;
        byte[] cbor = shape.toCbor(value);
        T read = shape.fromCbor(cbor);
        assertThat(read).as("seed %d", seed).isEqualTo(value).hasSameHashCodeAs(value);
        assertThat(shape.toCbor(read)).as("seed %d", seed).isEqualTo(cbor);
        String json = FilecoinJson.write(shape, value).toString();
        assertThat(FilecoinJson.read(shape, JSON.readTree(json))).as("seed %d: %s", seed, json).isEqualTo(value);
    }

    @Test
    void shouldKnowManyShapes() {
        assertThat(Decoders.recordsWithShape()).hasSizeGreaterThan(50);
    }
}
