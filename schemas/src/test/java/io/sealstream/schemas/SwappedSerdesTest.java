package io.sealstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.avro.ChainHead;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.registry.RegistryRefusedException;
import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.RegistryTls;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Serdes of others in the place of ours. */
final class SwappedSerdesTest {
    private static final Reply REPLY = Reply.newBuilder().setClient("n1").setNumber(3).setOk(true).setValue("{}").setError("")
            .build();
    private static final String BYTES = "000000004d" + "046e31" + "06" + "01" + "047b7d" + "00";
    private static final RegistrySettings REGISTRY = RegistrySettings.of(URI.create("http://a:1"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final MemoryRegistry registry = new MemoryRegistry();
    private final Headers headers = new RecordHeaders();

    private Serde<SpecificRecord> any(String... pairs) {
        Map<String, String> properties = new HashMap<>(Map.of("value.serializer", OtherSerdes.Writing.class.getName(),
                "value.deserializer", OtherSerdes.Reading.class.getName(), "record", Reply.class.getName()));
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put(pairs[i], pairs[i + 1]);
        }
        return new Serdes(registry, true, SwappedSerdes.named(properties, REGISTRY, true)).any();
    }

    @Test
    void shouldLetOthersWriteAndKeepTheFingerprint() {
        byte[] bytes = Objects.requireNonNull(any().serializer().serialize("reply", headers, REPLY));
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(BYTES);
        assertThat(Fingerprint.in(headers)).contains(Fingerprint.of(Reply.getClassSchema()));
        assertThat(registry.subjects()).containsExactly("reply-io.sealstream.schemas.avro.Reply");
    }

    @Test
    void shouldLetOthersRead() {
        assertThat(any().deserializer().deserialize("reply", headers, HexFormat.of().parseHex(BYTES))).isEqualTo(REPLY);
    }

    @Test
    void shouldStillKeepTopicsToTheirRecords() {
        assertThatThrownBy(() -> any().serializer().serialize("sector.event", headers, REPLY))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("Reply does not belong in topic sector.event");
        assertThatThrownBy(() -> read("sector.event")).isInstanceOf(UndecodableException.class)
                .hasMessage("record Reply does not belong in topic sector.event");
        assertThatThrownBy(() -> read("reply", "record", "text")).isInstanceOf(UndecodableException.class)
                .hasMessageContaining("specific.avro.reader");
        assertThatThrownBy(() -> read("reply", "record", ChainHead.class.getName())).isInstanceOf(UndecodableException.class);
    }

    @Test
    void shouldTellASilentRegistryFromBadBytes() {
        for (String unavailable : List.of("silent", "401", "40301", "500", "50004")) {
            assertThatThrownBy(() -> read("reply", "fail", unavailable)).isInstanceOf(RegistryUnavailableException.class);
            assertThatThrownBy(() -> write(unavailable)).isInstanceOf(RegistryUnavailableException.class);
        }
        for (String bad : List.of("short", "bug", "40403")) {
            assertThatThrownBy(() -> read("reply", "fail", bad)).isInstanceOf(UndecodableException.class);
        }
        assertThatThrownBy(() -> write("409")).isInstanceOfSatisfying(RegistryRefusedException.class,
                e -> assertThat(e.code()).isEqualTo(409));
        assertThatThrownBy(() -> write("bug")).isExactlyInstanceOf(SerializationException.class);
    }

    private SpecificRecord read(String topic, String... pairs) {
        return any(pairs).deserializer().deserialize(topic, headers, HexFormat.of().parseHex(BYTES));
    }

    private void write(String fail) {
        any("fail", fail).serializer().serialize("reply", headers, REPLY);
    }

    @Test
    void shouldRefuseWhatCannotBeMade() {
        assertThat(SwappedSerdes.named(Map.of(), REGISTRY, true)).isEmpty();
        assertThatThrownBy(() -> any("value.serializer", "io.confluent.kafka.serializers.Nothing"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no class io.confluent.kafka.serializers.Nothing")
                .hasMessageContaining("put its jar on the class path");
        assertThatThrownBy(() -> any("value.deserializer", "java.lang.String")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("java.lang.String is no org.apache.kafka.common.serialization.Deserializer");
        assertThatThrownBy(() -> any("value.deserializer", "java.lang.Runnable")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> SwappedSerdes.named(Map.of("value.serializer", "x"), REGISTRY, true))
                .isInstanceOf(ConfigException.class).hasMessageContaining("name both or none");
    }

    @Test
    void shouldTellThemOfTheRegistryInConfluentsWords() throws Exception {
        Path pem = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
        RegistrySettings settings = RegistrySettings
                .of(List.of(URI.create("http://a:1"), URI.create("https://b")), Optional.of("me:word"), Optional.empty())
                .with(new RegistryTls(Optional.of(new RegistryTls.Store(pem, Optional.empty())), Optional.empty()));
        assertThat(ConfluentProperties.of(settings, false)).containsExactlyInAnyOrderEntriesOf(Map.of(
                "schema.registry.url", "http://a:1,https://b", "auto.register.schemas", "false",
                "value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy",
                "specific.avro.reader", "true", "avro.remove.java.properties", "true",
                "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "me:word",
                "schema.registry.ssl.truststore.location", pem.toString(), "schema.registry.ssl.truststore.type", "PEM"));
        RegistrySettings token = RegistrySettings.of(List.of(URI.create("http://a:1")), Optional.empty(), Optional.of("t"));
        assertThat(ConfluentProperties.of(token, true)).containsEntry("bearer.auth.token", "t")
                .containsEntry("bearer.auth.credentials.source", "STATIC_TOKEN");
    }
}
