package io.sealstream.devnet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.devnet.testing.SecureKafka;
import io.sealstream.schemas.acl.Role;
import io.sealstream.schemas.registry.Compatibility;
import io.sealstream.schemas.registry.HttpSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryRefusedException;
import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.RegistryTls;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The registry of a secure broker: https, the broker's users, and changes by the operator alone. */
final class SecureRegistryTest {
    private static final Schema SCHEMA = SchemaBuilder.record("R").namespace("t").fields().requiredLong("a").endRecord();
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final SecureKafka kafka = SecureKafka.shared();

    private SchemaRegistryClient client(Role role) {
        return new HttpSchemaRegistryClient(kafka.settings(role).registry());
    }

    private SchemaRegistryClient client(Optional<String> user) {
        RegistrySettings node = kafka.settings(Role.NODE).registry();
        return new HttpSchemaRegistryClient(RegistrySettings.of(node.urls(), user, Optional.empty()).with(node.tls()));
    }

    private String header(Role role) {
        String user = kafka.settings(role).registry().basic().orElseThrow();
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> answer(String method, String path, String authorization) throws Exception {
        try (HttpClient http = HttpClient.newBuilder().sslContext(kafka.settings(Role.NODE).registry().tls().context()).build()) {
            return http.send(HttpRequest.newBuilder(URI.create(kafka.registry() + path)).header("Authorization", authorization)
                    .method(method, HttpRequest.BodyPublishers.ofString("{}")).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void shouldLetTheOperatorRegisterAndEachProcessRead() {
        int id;
        try (SchemaRegistryClient operator = client(Role.OPERATOR)) {
            id = operator.register("secure-a", SCHEMA);
            operator.setCompatibility("secure-a", Compatibility.FULL);
        }
        for (Role role : Role.values()) {
            try (SchemaRegistryClient reader = client(role)) {
                assertThat(reader.byId(id)).as("%s", role).contains(SCHEMA);
                assertThat(reader.lookup("secure-a", SCHEMA)).hasValue(id);
                assertThat(reader.compatible("secure-a", SCHEMA)).isTrue();
            }
        }
    }

    @Test
    void shouldLetNoProcessRegister() {
        for (Role role : List.of(Role.MANAGER, Role.NODE, Role.SIGNER, Role.REGISTRY)) {
            try (SchemaRegistryClient process = client(role)) {
                assertThatThrownBy(() -> process.register("secure-b", SCHEMA)).isInstanceOf(RegistryRefusedException.class)
                        .hasMessageContaining("(403): user " + role.usualUser() + " may read only; the operator changes schemas");
                assertThat(process.versions("secure-b")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "POST, /subjects/reply-io.sealstream.schemas.avro.Reply/versions", "PUT, /config", "DELETE, /config",
        "PUT, /config/reply-io.sealstream.schemas.avro.Reply", "DELETE, /config/reply-io.sealstream.schemas.avro.Reply",
        "DELETE, /subjects/reply-io.sealstream.schemas.avro.Reply",
        "DELETE, /subjects/reply-io.sealstream.schemas.avro.Reply/versions/1"})
    void shouldLetNoProcessChangeAnything(String method, String path) throws Exception {
        assertThat(answer(method, path, header(Role.NODE)).statusCode()).isEqualTo(403);
        assertThat(answer(method, path, "").statusCode()).isEqualTo(401);
    }

    @Test
    void shouldLetInNobodyWithoutTheRightPassword() {
        for (Optional<String> user : List.of(Optional.<String>empty(), Optional.of("sealer-node:guess"), Optional.of("mallory:x"),
                Optional.of("sealer-node:"))) {
            try (SchemaRegistryClient stranger = client(user)) {
                assertThatThrownBy(stranger::subjects).isInstanceOf(RegistryRefusedException.class)
                        .hasMessageContaining("(401): Unauthorized; check the registry's user or token");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "Basic", "Basic ", "Basic !", "Basic OTk5", "Bearer c2VhbGVyLW5vZGU6", "Basic c2VhbGVyLW5vZGU6"})
    void shouldAskForAPasswordWhateverElseIsSent(String authorization) throws Exception {
        HttpResponse<String> answer = answer("GET", "/subjects", authorization);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(how -> assertThat(how).startsWith("Basic "));
        assertThat(answer.body()).isEqualTo("{\"error_code\":401,\"message\":\"Unauthorized\"}");
    }

    @Test
    void shouldSpeakHttpsOnlyAndShowACertificateOfItsAuthority() {
        RegistrySettings node = kafka.settings(Role.NODE).registry();
        URI plain = URI.create(kafka.registry().toString().replace("https", "http"));
        RegistrySettings open = RegistrySettings.of(List.of(plain), node.basic(), Optional.empty()).with(SHORT, SHORT);
        RegistrySettings distrust = node.with(RegistryTls.USUAL).with(SHORT, SHORT);
        try (SchemaRegistryClient client = new HttpSchemaRegistryClient(open)) {
            assertThatThrownBy(client::subjects).isInstanceOf(RegistryUnavailableException.class);
        }
        try (SchemaRegistryClient client = new HttpSchemaRegistryClient(distrust)) {
            assertThatThrownBy(client::subjects).isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("does registry-trust name its authority");
        }
    }
}
