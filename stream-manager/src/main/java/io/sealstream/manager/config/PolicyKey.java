package io.sealstream.manager.config;

import io.sealstream.schemas.config.ConfigTable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of our own policy file.
 *
 * @param name     tables and key, with dots
 * @param field    where its value stands in the record {@code MinerPolicy}, with a dot before the field of a nested record
 * @param form     how it is written
 * @param fallback value of a file that does not name it; null where every file must
 */
record PolicyKey(String name, String field, Form form, @Nullable Object fallback) {
    Optional<Object> byDefault() {
        return Optional.ofNullable(fallback);
    }

    List<String> tables() {
        List<String> path = List.of(name.split("\\."));
        return path.subList(0, path.size() - 1);
    }

    String last() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    Object read(ConfigTable table) {
        return form.read(table, last());
    }
}
