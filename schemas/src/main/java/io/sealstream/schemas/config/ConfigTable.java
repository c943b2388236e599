package io.sealstream.schemas.config;

import io.sealstream.filecoin.NetworkPolicy;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One table of a configuration. Each getter notes its key as known; a getter without a default insists on the key. All errors are
 * {@link ConfigException}s that name file, line, column and the whole key. Not thread-safe: configuration is read once, at start.
 */
public final class ConfigTable {
    private final String file;
    private final Path folder;
    private final List<String> path;
    private final TomlTable table;
    private final boolean anyCase;
    private final TreeSet<String> known = new TreeSet<>();
    /** Made once for each key, so that all who read a table share what is known of it. */
    private final Map<String, List<ConfigTable>> children = new TreeMap<>();

    ConfigTable(String file, Path folder, List<String> path, TomlTable table) {
        this(file, folder, path, table, false);
    }

    private ConfigTable(String file, Path folder, List<String> path, TomlTable table, boolean anyCase) {
        this.file = file;
        this.folder = folder;
        this.path = path;
        this.table = table;
        this.anyCase = anyCase;
    }

    /** All keys that stand in it, whether anybody asked for them or not. */
    public List<String> keys() {
        return List.copyOf(new TreeSet<>(table.keySet()));
    }

    /** Where a key stands, {@code file:line}; the file alone where it is absent. */
    public String place(String key) {
        TomlPosition position = table.inputPositionOf(List.of(spelled(key)));
        return position == null ? file : file + ":" + position.line();
    }

    /** The whole name of a key, with its tables. */
    public String name(String key) {
        return path.isEmpty() ? key : String.join(".", path) + "." + key;
    }

    /** Whether the key has a text, so that one name can hold a text in old files and a table in new ones. */
    public boolean isText(String key) {
        return table.get(List.of(spelled(key))) instanceof String;
    }

    public boolean has(String key) {
        known.add(spelled(key));
        return table.contains(List.of(spelled(key)));
    }

    /** As {@link #has}, however the file spells the key. */
    public boolean hasInAnyCase(String key) {
        return has(inAnyCase(key));
    }

    public String string(String key) {
        return required(key, optionalString(key), "text in quotes");
    }

    public String string(String key, String fallback) {
        return optionalString(key).orElse(fallback);
    }

    public Optional<String> optionalString(String key) {
        return value(key, String.class, "text in quotes");
    }

    /** A whole number from {@code min} to {@code max}. */
    public long integer(String key, long min, long max) {
        return inRange(key, required(key, value(key, Long.class, "a whole number"), "a whole number"), min, max);
    }

    /** A whole number from {@code min} to {@code max}, {@code fallback} where the key is absent. */
    public long integer(String key, long fallback, long min, long max) {
        return inRange(key, value(key, Long.class, "a whole number").orElse(fallback), min, max);
    }

    /** A number with or without a fraction. */
    public BigDecimal decimal(String key) {
        known.add(spelled(key));
        return switch (table.get(List.of(spelled(key)))) {
            case Long whole -> BigDecimal.valueOf(whole);
            case Double number when Double.isFinite(number) -> BigDecimal.valueOf(number);
            case null -> throw fail(key, "is missing", "add it: a number");
            default -> throw fail(key, "is not a number", "write a number, for example 1.2");
        };
    }

    public boolean bool(String key, boolean fallback) {
        return value(key, Boolean.class, "true or false").orElse(fallback);
    }

    public Duration duration(String key) {
        return parsed(key, string(key), Durations::parse, Durations.FORM);
    }

    public Duration duration(String key, Duration fallback) {
        return optionalString(key).map(text -> parsed(key, text, Durations::parse, Durations.FORM)).orElse(fallback);
    }

    /** A path; a relative one begins at the folder of the configuration file. */
    public Path path(String key) {
        return folder.resolve(string(key)).normalize();
    }

    public Optional<Path> optionalPath(String key) {
        return optionalString(key).map(text -> folder.resolve(text).normalize());
    }

    public HostPort hostPort(String key, String fallback) {
        return parsed(key, string(key, fallback), HostPort::parse, "host:port, such as \"127.0.0.1:8080\"");
    }

    /** An http, https, ws or wss URL. */
    public URI url(String key) {
        return parsed(key, string(key), ConfigTable::parseUrl, "a URL such as \"http://127.0.0.1:8081\"");
    }

    /** The name of a network that is known, in lower case. */
    public String network(String key) {
        List<String> known = NetworkPolicy.all().stream().map(NetworkPolicy::name).toList();
        return parsed(key, string(key), text -> known.stream().filter(name -> name.equalsIgnoreCase(text)).findFirst(),
                "a network: " + String.join(", ", known));
    }

    public List<String> strings(String key) {
        return required(key, optionalStrings(key), "a list of texts");
    }

    public List<String> strings(String key, List<String> fallback) {
        return optionalStrings(key).orElse(fallback);
    }

    private Optional<List<String>> optionalStrings(String key) {
        return value(key, TomlArray.class, "a list of texts").map(array -> {
            List<String> out = new ArrayList<>();
            for (Object item : array.toList()) {
                if (!(item instanceof String text)) {
                    throw fail(key, "holds " + item + " where a text is wanted", "write every item in quotes");
                }
                out.add(text);
            }
            return List.copyOf(out);
        });
    }

    /** A list of whole numbers; empty where absent. */
    public List<Long> integers(String key) {
        return value(key, TomlArray.class, "a list of whole numbers").map(array -> {
            List<Long> out = new ArrayList<>();
            for (Object item : array.toList()) {
                if (!(item instanceof Long number)) {
                    throw fail(key, "holds " + item + " where a whole number is wanted", "write numbers without quotes");
                }
                out.add(number);
            }
            return List.copyOf(out);
        }).orElse(List.of());
    }

    /** A sub-table; an absent one reads as empty, so its own required keys complain. */
    public ConfigTable table(String key) {
        return subTable(key, false);
    }

    /**
     * As {@link #table}, for tables of programs in Go: its name and its keys are found however the file spells them. Two spellings of one
     * key are refused.
     */
    public ConfigTable tableInAnyCase(String key) {
        ConfigTable found = subTable(inAnyCase(key), true);
        found.table.keySet().forEach(found::inAnyCase);
        return found;
    }

    private ConfigTable subTable(String key, boolean inAnyCase) {
        TomlTable inner = value(key, TomlTable.class, "a table [" + key + "]").orElseGet(() -> Toml.parse(""));
        return children.computeIfAbsent(key, each -> List.of(child(each, inner, inAnyCase))).getFirst();
    }

    private String inAnyCase(String key) {
        List<String> spellings = table.keySet().stream().filter(key::equalsIgnoreCase).sorted().toList();
        if (spellings.size() > 1) {
            throw fail(spellings.getLast(), "stands there twice, as " + String.join(" and ", spellings), "keep one");
        }
        return spellings.isEmpty() ? key : spellings.getFirst();
    }

    /** The key as the file spells it. */
    private String spelled(String key) {
        return anyCase ? table.keySet().stream().filter(key::equalsIgnoreCase).findFirst().orElse(key) : key;
    }

    /** An array of tables {@code [[key]]}; empty where absent. */
    public List<ConfigTable> tables(String key) {
        return value(key, TomlArray.class, "tables [[" + key + "]]")
                .map(array -> children.computeIfAbsent(key, each -> array.toList().stream().map(item -> {
                    if (!(item instanceof TomlTable inner)) {
                        throw fail(key, "is a list of values", "write tables [[" + key + "]]");
                    }
                    return child(key, inner, false);
                }).toList())).orElse(List.of());
    }

    /** A table of free keys to texts, numbers and booleans; dotted keys keep their dots. Empty where absent. */
    public Map<String, String> properties(String key) {
        Map<String, String> out = new TreeMap<>();
        value(key, TomlTable.class, "a table [" + key + "]").ifPresent(inner -> {
            for (Map.Entry<List<String>, Object> entry : inner.entryPathSet(false)) {
                if (entry.getValue() instanceof TomlArray || entry.getValue() instanceof TomlTable) {
                    throw fail(key, "has a list or table at " + String.join(".", entry.getKey()), "give it a text");
                }
                out.put(String.join(".", entry.getKey()), String.valueOf(entry.getValue()));
            }
        });
        return out;
    }

    /** The error for a value that reads well but means nothing good. */
    public ConfigException fail(String key, String what, String fix) {
        String spelled = spelled(key);
        TomlPosition position = table.inputPositionOf(List.of(spelled));
        String place = position == null ? file : file + ":" + position.line() + ":" + position.column();
        return new ConfigException(place + ": " + name(spelled) + ": " + what + "; " + fix);
    }

    void refuseUnknown() {
        for (String key : new TreeSet<>(table.keySet())) {
            if (!known.contains(key)) {
                String options = known.isEmpty() ? "none" : String.join(", ", known);
                throw fail(key, "unknown key", "remove it or correct it to one of: " + options);
            }
        }
        children.values().forEach(each -> each.forEach(ConfigTable::refuseUnknown));
    }

    private ConfigTable child(String key, TomlTable inner, boolean inAnyCase) {
        List<String> deeper = new ArrayList<>(path);
        deeper.add(key);
        return new ConfigTable(file, folder, List.copyOf(deeper), inner, inAnyCase);
    }

    private <T> Optional<T> value(String key, Class<T> type, String wanted) {
        known.add(spelled(key));
        @Nullable
        Object found = table.get(List.of(spelled(key)));
        if (found == null) {
            return Optional.empty();
        }
        if (!type.isInstance(found)) {
            throw fail(key, "is not " + wanted, "write " + wanted);
        }
        return Optional.of(type.cast(found));
    }

    private <T> T required(String key, Optional<T> value, String wanted) {
        return value.orElseThrow(() -> fail(key, "is missing", "add it: " + wanted));
    }

    private long inRange(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw fail(key, value + " is out of range", "give a whole number from " + min + " to " + max);
        }
        return value;
    }

    private <T> T parsed(String key, String text, Function<String, Optional<T>> parser, String wanted) {
        return parser.apply(text).orElseThrow(() -> fail(key, "cannot read \"" + text + "\"", "write " + wanted));
    }

    private static Optional<URI> parseUrl(String text) {
        try {
            URI uri = URI.create(text);
            boolean good = uri.getHost() != null && uri.getScheme() != null && uri.getScheme().matches("https?|wss?");
            return good ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
