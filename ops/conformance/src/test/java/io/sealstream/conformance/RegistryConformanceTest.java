package io.sealstream.conformance;

import static io.sealstream.conformance.Samples.BREAKING;
import static io.sealstream.conformance.Samples.INCOMPATIBLE;
import static io.sealstream.conformance.Samples.NO_SCHEMA;
import static io.sealstream.conformance.Samples.NO_SUBJECT;
import static io.sealstream.conformance.Samples.NO_VERSION;
import static io.sealstream.conformance.Samples.ONE;
import static io.sealstream.conformance.Samples.TWO;
import static io.sealstream.conformance.Samples.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealstream.schemas.Fingerprint;
import io.sealstream.schemas.SchemaRegistration;
import io.sealstream.schemas.Subjects;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.registry.Compatibility;
import io.sealstream.schemas.registry.HttpSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.registry.SchemaText;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a registry owes to every client, ours included. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.sealstream.conformance.Encounter#wanted")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RegistryConformanceTest {
    private final Encounter encounter;

    RegistryConformanceTest(Encounter encounter) {
        this.encounter = encounter;
    }

    private Registry registry() {
        return encounter.registry();
    }

    private String subject(String name) {
        return encounter.subject(name);
    }

    @Test
    void shouldKeepOneIdForOneSchema() {
        int id = registry().register(subject("id-a"), ONE);
        assertThat(id).isPositive();
        assertThat(registry().register(subject("id-b"), ONE)).isEqualTo(id);
        assertThat(registry().register(subject("id-a"), ONE)).isEqualTo(id);
        assertThat(registry().versions(subject("id-a"))).containsExactly(1);
        assertThat(registry().register(subject("id-a"), TWO)).isNotEqualTo(id);
    }

    @Test
    void shouldNumberVersions() {
        registry().register(subject("versions"), ONE);
        int second = registry().register(subject("versions"), TWO);
        assertThat(registry().versions(subject("versions"))).containsExactly(1, 2);
        assertThat(registry().version(subject("versions"), 1)).isEqualTo(ONE);
        assertThat(registry().version(subject("versions"), 2)).isEqualTo(TWO);
        assertThat(registry().schema(second)).isEqualTo(TWO);
        assertThat(registry().lookup(subject("versions"), TWO)).isEqualTo(second);
    }

    @Test
    void shouldSayWhatIsUnknown() {
        String known = subject("known");
        registry().register(known, ONE);
        refused(NO_SUBJECT, () -> registry().versions(subject("unknown")));
        refused(NO_SUBJECT, () -> registry().version(subject("unknown"), 1));
        refused(NO_SUBJECT, () -> registry().lookup(subject("unknown"), ONE));
        refused(NO_VERSION, () -> registry().version(known, 9));
        refused(NO_SCHEMA, () -> registry().lookup(known, BREAKING));
        refused(NO_SCHEMA, () -> registry().schema(1_000_000));
    }

    @Test
    void shouldListSubjectsOfAnyName() {
        for (String name : List.of("plain", "with/slash", "with space", "with.dot_and%percent", "a+b?c=d&e#f")) {
            int id = registry().register(subject(name), ONE);
            assertThat(registry().lookup(subject(name), ONE)).isEqualTo(id);
            assertThat(registry().versions(subject(name))).as(name).containsExactly(1);
            assertThat(registry().subjects()).contains(subject(name));
        }
    }

    @Test
    void shouldTakeNamesInEveryScript() {
        assumeTrue(encounter.meeting() != Meeting.JAVA_AT_OURS,
                "Confluent's Java client 7.5.1 sends other letters than ASCII in paths as Latin-1");
        int id = registry().register(subject("äöü-€-封"), ONE);
        assertThat(registry().lookup(subject("äöü-€-封"), ONE)).isEqualTo(id);
        assertThat(registry().subjects()).contains(subject("äöü-€-封"));
    }

    @Test
    void shouldKeepEveryWordOfASchema() {
        Schema rich = SchemaText.parse(
                """
                {"type":"record","name":"Rich","namespace":"t.u","doc":"€ and \\"quotes\\"","aliases":["Poor"],"owner":{"team":7},
                 "fields":[
                  {"name":"a","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"when","default":-1,"order":"descending"},
                  {"name":"b","type":["null",{"type":"fixed","name":"F","size":4}],"default":null,"aliases":["c"]},
                  {"name":"d","type":{"type":"map","values":{"type":"array","items":"bytes"}},"default":{}},
                  {"name":"e","type":{"type":"enum","name":"E","symbols":["X","Y"],"default":"X"},"unit":"none"},
                  {"name":"f","type":["null","Rich"],"default":null}]}
                """);
        int id = registry().register(subject("rich"), rich);
        assertThat(SchemaText.of(registry().schema(id))).isEqualTo(SchemaText.of(rich));
        assertThat(SchemaText.of(registry().version(subject("rich"), 1))).isEqualTo(SchemaText.of(rich));
        assertThat(registry().lookup(subject("rich"), rich)).isEqualTo(id);
    }

    @Test
    void shouldHoldEachLevelOfCompatibility() {
        for (Evolution evolution : Evolution.TABLE) {
            for (Compatibility level : Compatibility.values()) {
                holds(evolution, level);
            }
        }
    }

    private void holds(Evolution evolution, Compatibility level) {
        String subject = subject(evolution.name() + " under " + level);
        registry().register(subject, evolution.history().getFirst());
        registry().setLevel(subject, Compatibility.NONE);
        evolution.history().forEach(past -> registry().register(subject, past));
        registry().setLevel(subject, level);
        boolean passes = evolution.passes().contains(level);
        assertThat(registry().compatible(subject, evolution.next())).as("check of: %s", subject)
                .isEqualTo(passes(evolution, level));
        if (passes) {
            assertThat(registry().register(subject, evolution.next())).as(subject).isPositive();
        } else {
            refused(INCOMPATIBLE, () -> registry().register(subject, evolution.next()));
        }
    }

    /** The check against the newest version alone knows nothing of older ones. */
    private static boolean passes(Evolution evolution, Compatibility level) {
        Compatibility near = Compatibility.valueOf(level.name().replace("_TRANSITIVE", ""));
        return evolution.passes().contains(evolution.history().size() > 1 ? near : level);
    }

    @Test
    void shouldTakeAnythingForANewSubject() {
        assertThat(registry().compatible(subject("new-subject"), BREAKING)).isTrue();
    }

    /** What {@code stream-manager topics ensure} does, and what every other client then sees of it. */
    @Test
    void shouldHoldEverySchemaOfOurs() {
        try (SchemaRegistryClient own = new HttpSchemaRegistryClient(RegistrySettings.of(encounter.url()))) {
            SchemaRegistration.ensure(own, Topics.ALL);
            SchemaRegistration.ensure(own, Topics.ALL);
            for (Topic topic : Topics.ALL) {
                for (Class<? extends SpecificRecord> type : topic.records()) {
                    String subject = Subjects.of(topic, type);
                    Schema schema = SchemaText.parse(SchemaText.of(SpecificData.get().getSchema(type)));
                    int id = own.lookup(subject, schema).orElseThrow();
                    assertThat(registry().lookup(subject, schema)).as(subject).isEqualTo(id);
                    // Apicurio gives one id to versions that differ in words alone, and tells the words of the first.
                    assertThat(Fingerprint.of(registry().schema(id))).as(subject).isEqualTo(Fingerprint.of(schema));
                    assertThat(registry().compatible(subject, schema)).as(subject).isTrue();
                }
            }
        }
    }
}
