package io.sealstream.manager.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A policy that is being read: each value with the place it came from. Who comes first is right: a later source fills only what is left. */
final class PolicyDraft {
    static final String DEFAULT = "default";
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Setting(Object value, String source) {}

    private final Map<String, Setting> settings = new HashMap<>();

    void put(String field, Object value, String source) {
        settings.putIfAbsent(field, new Setting(value, source));
    }

    boolean has(String field) {
        return settings.containsKey(field);
    }

    Optional<Object> value(String field) {
        return Optional.ofNullable(settings.get(field)).map(Setting::value);
    }

    /** Our own defaults for all that no source names; the first key that has none and is needed. */
    Optional<PolicyKey> complete() {
        PolicyKeys.ALL.forEach(key -> key.byDefault().ifPresent(value -> put(key.field(), value, DEFAULT)));
        return PolicyKeys.ALL.stream().filter(key -> !has(key.field())).findFirst();
    }

    /** The policy, key by key as people are shown it. */
    List<PolicyFile.Line> lines() {
        List<PolicyFile.Line> lines = new ArrayList<>();
        for (PolicyKey key : PolicyKeys.ALL) {
            Optional.ofNullable(settings.get(key.field())).ifPresent(
                    setting -> lines.add(new PolicyFile.Line(key.name(), key.form().show(setting.value()), setting.source())));
        }
        return lines;
    }

    /** The policy in the form of {@link PolicyJson}. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        settings.forEach((field, setting) -> {
            int dot = field.indexOf('.');
            JsonNode value = JSON.valueToTree(setting.value());
            if (dot < 0) {
                json.set(field, value);
            } else {
                json.withObject("/" + field.substring(0, dot)).set(field.substring(dot + 1), value);
            }
        });
        return json;
    }
}
