package io.sealstream.schemas;

import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.RegistryTls;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Our settings under the names that Confluent's serdes know (AbstractKafkaSchemaSerDeConfig, SchemaRegistryClientConfig,
 * KafkaAvroSerializerConfig, KafkaAvroDeserializerConfig), so that they meet the schemas which {@code topics ensure} registers.
 */
final class ConfluentProperties {
    private static final String SUBJECTS = "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy";

    private ConfluentProperties() {}

    static Map<String, String> of(RegistrySettings registry, boolean autoRegister) {
        Map<String, String> out = new HashMap<>();
        out.put("schema.registry.url", registry.urls().stream().map(Object::toString).collect(Collectors.joining(",")));
        out.put("auto.register.schemas", Boolean.toString(autoRegister));
        out.put("value.subject.name.strategy", SUBJECTS);
        out.put("specific.avro.reader", "true");
        // Our classes carry hints for Java that registered schemas do not have.
        out.put("avro.remove.java.properties", "true");
        registry.basic().ifPresent(user -> {
            out.put("basic.auth.credentials.source", "USER_INFO");
            out.put("basic.auth.user.info", user);
        });
        registry.bearer().ifPresent(token -> {
            out.put("bearer.auth.credentials.source", "STATIC_TOKEN");
            out.put("bearer.auth.token", token);
        });
        store(out, "schema.registry.ssl.truststore", registry.tls().trust());
        store(out, "schema.registry.ssl.keystore", registry.tls().identity());
        return out;
    }

    private static void store(Map<String, String> out, String prefix, Optional<RegistryTls.Store> store) {
        store.ifPresent(file -> {
            out.put(prefix + ".location", file.file().toString());
            out.put(prefix + ".type", file.type());
            file.password().ifPresent(password -> out.put(prefix + ".password", password));
        });
    }
}
