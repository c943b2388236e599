package io.sealstream.devnet.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.devnet.testing.KafkaTestCluster;
import io.sealstream.schemas.registry.Compatibility;
import io.sealstream.schemas.registry.HttpSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The Confluent REST API, call by call: status, error code and body as Confluent's own registry gives them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RegistryTest {
    private static final Schema ONE = SchemaBuilder.record("R").namespace("t").fields().requiredLong("a").endRecord();
    private static final Schema TWO = SchemaBuilder.record("R").namespace("t").fields().requiredLong("a").optionalString("b")
            .endRecord();
    private static final Schema BREAKING = SchemaBuilder.record("R").namespace("t").fields().requiredLong("a").requiredString("b")
            .endRecord();

    private final URI url = KafkaTestCluster.shared().registry();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterAll
    void end() {
        http.close();
    }

    @Test
    void shouldKeepOneIdForOneSchemaAndNumberVersions() throws Exception {
        int first = call("POST", "/subjects/ids-a/versions", schema(ONE), 200).path("id").asInt();
        int second = call("POST", "/subjects/ids-a/versions", schema(TWO), 200).path("id").asInt();
        assertThat(call("POST", "/subjects/ids-b/versions", schema(ONE), 200).path("id").asInt()).isEqualTo(first);
        assertThat(call("POST", "/subjects/ids-a/versions", schema(ONE), 200).path("id").asInt()).isEqualTo(first);
        assertThat(second).isNotEqualTo(first);
        assertThat(call("GET", "/subjects/ids-a/versions", "", 200).toString()).isEqualTo("[1,2]");
        JsonNode latest = call("GET", "/subjects/ids-a/versions/latest", "", 200);
        assertThat(latest.path("version").asInt()).isEqualTo(2);
        assertThat(latest.path("subject").asText()).isEqualTo("ids-a");
        assertThat(new Schema.Parser().parse(latest.path("schema").asText())).isEqualTo(TWO);
        assertThat(new Schema.Parser().parse(call("GET", "/schemas/ids/" + first, "", 200).path("schema").asText()))
                .isEqualTo(ONE);
        assertThat(call("GET", "/subjects/ids-a/versions/1/schema", "", 200).path("name").asText()).isEqualTo("R");
        assertThat(call("POST", "/subjects/ids-a", schema(TWO), 200).path("version").asInt()).isEqualTo(2);
        assertThat(call("GET", "/schemas/ids/" + first + "/versions", "", 200).toString())
                .contains("{\"subject\":\"ids-b\",\"version\":1}");
        assertThat(call("GET", "/schemas/types", "", 200).toString()).isEqualTo("[\"AVRO\"]");
        assertThat(call("GET", "/subjects", "", 200).toString()).contains("ids-a", "ids-b");
    }

    @Test
    void shouldAnswerErrorsWithConfluentsCodes() throws Exception {
        call("POST", "/subjects/err/versions", schema(ONE), 200);
        assertThat(code("GET", "/subjects/none/versions", "", 404)).isEqualTo(40401);
        assertThat(code("GET", "/subjects/err/versions/9", "", 404)).isEqualTo(40402);
        assertThat(code("GET", "/subjects/err/versions/x", "", 422)).isEqualTo(42202);
        assertThat(code("GET", "/schemas/ids/99999", "", 404)).isEqualTo(40403);
        assertThat(code("POST", "/subjects/err", schema(TWO), 404)).isEqualTo(40403);
        assertThat(code("POST", "/subjects/none", schema(TWO), 404)).isEqualTo(40401);
        assertThat(code("POST", "/subjects/err/versions", "{\"schema\":\"{}\"}", 422)).isEqualTo(42201);
        assertThat(code("POST", "/subjects/err/versions", schema(BREAKING), 409)).isEqualTo(409);
        assertThat(code("PUT", "/config/err", "{\"compatibility\":\"SOME\"}", 422)).isEqualTo(42203);
        assertThat(code("GET", "/config/err", "", 404)).isEqualTo(40408);
        assertThat(code("POST", "/subjects/err/versions", "{", 400)).isEqualTo(400);
        assertThat(code("GET", "/nowhere", "", 404)).isEqualTo(404);
    }

    @Test
    void shouldHoldSubjectsToTheirLevel() throws Exception {
        call("POST", "/subjects/level/versions", schema(TWO), 200);
        assertThat(call("PUT", "/config/level", "{\"compatibility\":\"FULL_TRANSITIVE\"}", 200).path("compatibility").asText())
                .isEqualTo("FULL_TRANSITIVE");
        assertThat(call("GET", "/config/level", "", 200).path("compatibilityLevel").asText()).isEqualTo("FULL_TRANSITIVE");
        assertThat(compatible(BREAKING)).isFalse();
        assertThat(compatible(ONE)).isTrue();
        call("PUT", "/config/level", "{\"compatibility\":\"NONE\"}", 200);
        assertThat(compatible(BREAKING)).isTrue();
        call("DELETE", "/config/level", "", 200);
        assertThat(compatible(BREAKING)).isFalse();
        assertThat(call("GET", "/config", "", 200).path("compatibilityLevel").asText()).isEqualTo("BACKWARD");
    }

    private boolean compatible(Schema schema) throws Exception {
        return call("POST", "/compatibility/subjects/level/versions/latest", schema(schema), 200).path("is_compatible")
                .asBoolean();
    }

    @Test
    void shouldDeleteSoftlyFirst() throws Exception {
        int id = call("POST", "/subjects/gone/versions", schema(ONE), 200).path("id").asInt();
        assertThat(code("DELETE", "/subjects/gone?permanent=true", "", 404)).isEqualTo(40405);
        assertThat(call("DELETE", "/subjects/gone", "", 200).toString()).isEqualTo("[1]");
        assertThat(code("GET", "/subjects/gone/versions", "", 404)).isEqualTo(40401);
        assertThat(code("DELETE", "/subjects/gone", "", 404)).isEqualTo(40404);
        assertThat(call("GET", "/subjects/gone/versions?deleted=true", "", 200).toString()).isEqualTo("[1]");
        assertThat(call("GET", "/schemas/ids/" + id, "", 200).has("schema")).isTrue();
        call("POST", "/subjects/gone/versions", schema(ONE), 200);
        assertThat(call("GET", "/subjects/gone/versions", "", 200).toString()).isEqualTo("[2]");
    }

    @Test
    void shouldDeleteVersionsSoftlyFirst() throws Exception {
        call("POST", "/subjects/part/versions", schema(ONE), 200);
        call("POST", "/subjects/part/versions", schema(TWO), 200);
        assertThat(code("DELETE", "/subjects/part/versions/1?permanent=true", "", 404)).isEqualTo(40407);
        assertThat(call("DELETE", "/subjects/part/versions/1", "", 200).asInt()).isEqualTo(1);
        assertThat(code("DELETE", "/subjects/part/versions/1", "", 404)).isEqualTo(40406);
        assertThat(call("DELETE", "/subjects/part/versions/1?permanent=true", "", 200).asInt()).isEqualTo(1);
        assertThat(code("DELETE", "/subjects/part/versions/1?permanent=true", "", 404)).isEqualTo(40402);
        assertThat(call("DELETE", "/subjects/part/versions/latest", "", 200).asInt()).isEqualTo(2);
        assertThat(code("DELETE", "/subjects/part/versions/latest", "", 404)).isEqualTo(40401);
    }

    @Test
    void shouldForgetTheLevelOfASubjectThatIsDeletedForGood() throws Exception {
        call("POST", "/subjects/bare/versions", schema(ONE), 200);
        call("PUT", "/config/bare", "{\"compatibility\":\"NONE\"}", 200);
        call("DELETE", "/subjects/bare", "", 200);
        call("DELETE", "/subjects/bare?permanent=true", "", 200);
        assertThat(code("GET", "/config/bare", "", 404)).isEqualTo(40408);
        assertThat(code("DELETE", "/config/bare", "", 404)).isEqualTo(40401);
    }

    @Test
    void shouldTellOfSchemasAndModesInEveryWay() throws Exception {
        int id = call("POST", "/subjects/ways/versions", schema(ONE), 200).path("id").asInt();
        assertThat(call("GET", "/schemas/ids/" + id + "/schema", "", 200).path("name").asText()).isEqualTo("R");
        assertThat(call("GET", "/schemas/ids/" + id + "/subjects", "", 200).toString()).contains("\"ways\"");
        assertThat(code("GET", "/schemas/ids/99999/subjects", "", 404)).isEqualTo(40403);
        assertThat(call("GET", "/mode", "", 200).path("mode").asText()).isEqualTo("READWRITE");
        assertThat(code("GET", "/mode/ways", "", 404)).isEqualTo(40409);
        assertThat(call("GET", "/mode/ways?defaultToGlobal=true", "", 200).path("mode").asText()).isEqualTo("READWRITE");
        String fresh = "/compatibility/subjects/fresh/versions";
        assertThat(call("POST", fresh + "/latest", schema(BREAKING), 200).path("is_compatible").asBoolean()).isTrue();
        assertThat(call("POST", fresh, schema(BREAKING), 200).path("is_compatible").asBoolean()).isTrue();
        assertThat(code("POST", fresh + "/1", schema(BREAKING), 404)).isEqualTo(40401);
    }

    @Test
    void shouldServeOurOwnClient() {
        try (SchemaRegistryClient client = new HttpSchemaRegistryClient(RegistrySettings.of(url))) {
            assertThat(client.lookup("own/topic name", ONE)).isEmpty();
            client.setCompatibility("own/topic name", Compatibility.BACKWARD_TRANSITIVE);
            int id = client.register("own/topic name", ONE);
            assertThat(client.lookup("own/topic name", ONE)).hasValue(id);
            assertThat(client.byId(id)).contains(ONE);
            assertThat(client.byId(1_000_000)).isEmpty();
            assertThat(client.versions("own/topic name")).containsExactly(1);
            assertThat(client.versions("unknown")).isEmpty();
            assertThat(client.version("own/topic name", 1)).contains(ONE);
            assertThat(client.compatible("own/topic name", TWO)).isTrue();
            assertThat(client.compatible("own/topic name", BREAKING)).isFalse();
            assertThat(client.compatible("unknown", ONE)).isTrue();
            assertThat(client.subjects()).contains("own/topic name");
        }
    }

    private static String schema(Schema schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema.toString()).toString();
    }

    private int code(String method, String path, String body, int status) throws Exception {
        return call(method, path, body, status).path("error_code").asInt();
    }

    private JsonNode call(String method, String path, String body, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s %s: %s", method, path, answer.body()).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }
}
