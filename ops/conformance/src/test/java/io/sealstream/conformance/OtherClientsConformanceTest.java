package io.sealstream.conformance;

import static io.sealstream.conformance.Samples.BREAKING;
import static io.sealstream.conformance.Samples.DELETED_ALREADY;
import static io.sealstream.conformance.Samples.INVALID_SCHEMA;
import static io.sealstream.conformance.Samples.NOT_DELETED_FIRST;
import static io.sealstream.conformance.Samples.NO_LEVEL;
import static io.sealstream.conformance.Samples.NO_MODE;
import static io.sealstream.conformance.Samples.NO_SUBJECT;
import static io.sealstream.conformance.Samples.NO_VERSION;
import static io.sealstream.conformance.Samples.ONE;
import static io.sealstream.conformance.Samples.TWO;
import static io.sealstream.conformance.Samples.VERSION_DELETED_ALREADY;
import static io.sealstream.conformance.Samples.VERSION_NOT_DELETED_FIRST;
import static io.sealstream.conformance.Samples.record;
import static io.sealstream.conformance.Samples.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.registry.Compatibility;
import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.SchemaText;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What our registry owes to clients of others that ours never asks for. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("io.sealstream.conformance.Encounter#ofOthersAtOurs")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OtherClientsConformanceTest {
    private final Encounter encounter;

    OtherClientsConformanceTest(Encounter encounter) {
        this.encounter = encounter;
    }

    private Registry registry() {
        return encounter.registry();
    }

    private String subject(String name) {
        return encounter.subject(name);
    }

    @Test
    void shouldTellWhereAnIdIsUsed() {
        Schema schema = record("{\"name\":\"" + encounter.meeting().name().toLowerCase(Locale.ROOT) + "\",\"type\":\"long\"}");
        int id = registry().register(subject("uses-a"), schema);
        registry().register(subject("uses-b"), schema);
        assertThat(registry().uses(id)).containsExactlyInAnyOrder(subject("uses-a") + "/1", subject("uses-b") + "/1");
    }

    @Test
    void shouldTellTheNewest() {
        registry().register(subject("newest"), ONE);
        int second = registry().register(subject("newest"), TWO);
        assertThat(registry().latest(subject("newest"))).containsExactly(2, second);
    }

    @Test
    void shouldCheckAgainstAllVersions() {
        Evolution evolution = Evolution.TABLE.stream().filter(each -> each.history().size() > 1).findFirst().orElseThrow();
        String subject = subject("all-versions");
        evolution.history().forEach(past -> registry().register(subject, past));
        registry().setLevel(subject, Compatibility.BACKWARD_TRANSITIVE);
        assertThat(registry().compatibleWithAll(subject, evolution.next())).isFalse();
        registry().setLevel(subject, Compatibility.BACKWARD);
        assertThat(registry().compatibleWithAll(subject, evolution.history().getLast())).isTrue();
    }

    @Test
    void shouldRememberLevels() {
        registry().register(subject("levels"), ONE);
        refused(NO_LEVEL, () -> registry().level(subject("levels")));
        for (Compatibility level : Compatibility.values()) {
            registry().setLevel(subject("levels"), level);
            assertThat(registry().level(subject("levels"))).isEqualTo(level.name());
        }
    }

    @Test
    void shouldRefuseWhatIsNoSchema() {
        assumeTrue(encounter.meeting() == Meeting.PYTHON_AT_OURS, "only the Python client sends what it has not read");
        for (String text : List.of("{}", "{\"type\":\"what\"}", "not JSON", "",
                "{\"type\":\"record\",\"name\":\"a b\",\"fields\":[]}")) {
            refused(INVALID_SCHEMA, () -> registry().registerText(subject("invalid"), text));
        }
    }

    @Test
    void shouldDeleteSubjectsSoftlyFirst() {
        String subject = subject("deleted");
        int id = registry().register(subject, ONE);
        registry().register(subject, TWO);
        refused(NOT_DELETED_FIRST, () -> registry().delete(subject, true));
        assertThat(registry().delete(subject, false)).containsExactly(1, 2);
        refused(NO_SUBJECT, () -> registry().versions(subject));
        assertThat(registry().subjects()).doesNotContain(subject);
        assertThat(registry().schema(id)).as("records may still name it").isEqualTo(ONE);
        refused(DELETED_ALREADY, () -> registry().delete(subject, false));
        registry().register(subject, BREAKING);
        assertThat(registry().versions(subject)).as("numbers are never used twice").containsExactly(3);
        refused(NO_SUBJECT, () -> registry().delete(subject("never"), false));
    }

    @Test
    void shouldDeleteVersionsSoftlyFirst() {
        String subject = subject("deleted-version");
        registry().register(subject, ONE);
        registry().register(subject, TWO);
        refused(VERSION_NOT_DELETED_FIRST, () -> registry().deleteVersion(subject, 1, true));
        assertThat(registry().deleteVersion(subject, 1, false)).isEqualTo(1);
        assertThat(registry().versions(subject)).containsExactly(2);
        refused(VERSION_DELETED_ALREADY, () -> registry().deleteVersion(subject, 1, false));
        assertThat(registry().deleteVersion(subject, 1, true)).isEqualTo(1);
        refused(NO_VERSION, () -> registry().deleteVersion(subject, 1, true));
        refused(NO_VERSION, () -> registry().deleteVersion(subject, 9, false));
    }

    @Test
    void shouldForgetSubjectsForGood() {
        String subject = subject("forgotten");
        registry().register(subject, ONE);
        registry().setLevel(subject, Compatibility.NONE);
        registry().delete(subject, false);
        assertThat(registry().delete(subject, true)).containsExactly(1);
        refused(NO_LEVEL, () -> registry().level(subject));
        registry().register(subject, TWO);
        assertThat(registry().versions(subject)).as("a new life").containsExactly(1);
    }

    @Test
    void shouldTellThatItTakesWrites() {
        assertThat(registry().mode("")).isEqualTo("READWRITE");
        refused(NO_MODE, () -> registry().mode(subject("mode")));
    }

    /** A script that knows nothing of our subjects and registers by itself; its record has no fingerprint either. */
    @Test
    void shouldReadWhatOthersWriteByTheirDefaults() {
        Schema schema = SchemaText.parse(SchemaText.of(Reply.getClassSchema()));
        byte[] written = registry().encodeByDefaults("reply", schema, JsonNodeFactory.instance.objectNode()
                .put("client", "script").put("number", 7).put("ok", true).put("value", "{\"ä\":1}").put("error", ""));
        try (Serdes own = Serdes.connect(RegistrySettings.of(encounter.url()), false)) {
            assertThat(own.decoder().deserialize("reply", written)).isEqualTo(Reply.newBuilder().setClient("script").setNumber(7)
                    .setOk(true).setValue("{\"ä\":1}").setError("").build());
        }
    }
}
