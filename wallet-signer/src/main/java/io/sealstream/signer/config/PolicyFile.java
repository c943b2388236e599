package io.sealstream.signer.config;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.TomlConfig;
import io.sealstream.signer.domain.CallSet;
import io.sealstream.signer.domain.Caller;
import io.sealstream.signer.domain.Hours;
import io.sealstream.signer.domain.Limits;
import io.sealstream.signer.domain.Rule;
import io.sealstream.signer.domain.Scope;
import io.sealstream.signer.domain.SigningPolicy;
import io.sealstream.signer.domain.SigningPolicy.RawGrants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The policy file: tables {@code [[rule]]} in the order in which they are asked, and the lists {@code unknown} and {@code f3} of keys that
 * sign bytes of these types. {@code policy.toml} beside the module explains each key. Errors are
 * {@link io.sealstream.schemas.config.ConfigException}s with file, line and key.
 */
public final class PolicyFile {
    private static final String EVERY = "*";
    private static final String NAME_FORM = "[A-Za-z0-9][A-Za-z0-9 ._-]{0,60}";

    private PolicyFile() {}

    /**
     * Reads a policy.
     *
     * @param allowed calls beyond sealing and proving for keys without rules
     * @param compat  whether keys without rules sign every message
     */
    public static SigningPolicy read(Path file, CallSet allowed, boolean compat) {
        TomlConfig toml = TomlConfig.read(file);
        ConfigTable root = toml.root();
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigTable table : root.tables("rule")) {
            Rule rule = rule(table);
            if (!names.add(rule.name())) {
                throw table.fail("name", "\"" + rule.name() + "\" is used twice", "choose another");
            }
            rules.add(rule);
        }
        RawGrants raw = new RawGrants(addresses(root, "unknown"), addresses(root, "f3"));
        toml.refuseUnknown();
        return checked(root, "rule", () -> new SigningPolicy(rules, allowed, compat, raw));
    }

    private static Rule rule(ConfigTable table) {
        String name = table.string("name");
        if (!name.matches(NAME_FORM)) {
            throw table.fail("name", "\"" + name + "\" cannot name a rule",
                    "use letters, digits, spaces, '.', '_' and '-', at most 61");
        }
        boolean allows = switch (table.string("effect", "allow")) {
            case "allow" -> true;
            case "deny" -> false;
            default -> throw table.fail("effect", "is neither", "write \"allow\" or \"deny\"");
        };
        Scope scope = new Scope(keys(table), callers(table), calls(table), addresses(table, "actors"),
                addresses(table, "recipients"));
        Limits limits = limits(table);
        return checked(table, "effect", () -> new Rule(name, allows, scope, limits));
    }

    private static Set<Address> keys(ConfigTable table) {
        List<String> keys = table.strings("keys");
        if (keys.isEmpty()) {
            throw table.fail("keys", "names no key", "name the addresses of keys, or write [\"*\"] for every key");
        }
        return keys.equals(List.of(EVERY)) ? Set.of() : addresses(table, "keys");
    }

    private static CallSet calls(ConfigTable table) {
        List<String> methods = table.strings("methods");
        if (methods.isEmpty()) {
            throw table.fail("methods", "names no method", "name what the rule is about, or write [\"*\"]");
        }
        return checked(table, "methods", () -> CallSet.parse(methods));
    }

    private static Set<Caller> callers(ConfigTable table) {
        return each(table, "callers", Caller::parse);
    }

    private static Limits limits(ConfigTable table) {
        return new Limits(amount(table, "value-per-message"), amount(table, "value-per-day"), amount(table, "fee"),
                amount(table, "fee-cap"), hours(table));
    }

    private static @Nullable TokenAmount amount(ConfigTable table, String key) {
        return table.optionalString(key).map(text -> checked(table, key, () -> TokenAmount.parse(text)))
                .map(amount -> positive(table, key, amount)).orElse(null);
    }

    private static TokenAmount positive(ConfigTable table, String key, TokenAmount amount) {
        if (amount.isNegative()) {
            throw table.fail(key, "is negative", "write 0 FIL or more");
        }
        return amount;
    }

    private static @Nullable Hours hours(ConfigTable table) {
        return table.optionalString("hours").map(text -> checked(table, "hours", () -> Hours.parse(text))).orElse(null);
    }

    private static Set<Address> addresses(ConfigTable table, String key) {
        return each(table, key, Address::parse);
    }

    private static <T> Set<T> each(ConfigTable table, String key, Function<String, T> parser) {
        Set<T> all = new HashSet<>();
        for (String text : table.strings(key, List.of())) {
            all.add(checked(table, key, () -> parser.apply(text)));
        }
        return all;
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T checked(ConfigTable table, String key, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IllegalArgumentException e) {
            throw table.fail(key, String.valueOf(e.getMessage()), "correct or remove it");
        }
    }
}
