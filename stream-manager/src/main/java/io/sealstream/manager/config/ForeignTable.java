package io.sealstream.manager.config;

import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.schemas.config.ConfigTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table in the file of another program: each key that stands in it is taken over into a draft, or noted as ignored with the reason.
 *
 * @param table   the table
 * @param draft   takes what has a meaning here
 * @param ignored takes what has none
 * @param bare    what an amount without a unit means there
 */
record ForeignTable(ConfigTable table, PolicyDraft draft, List<String> ignored, Bare bare) {
    /** What an amount without a unit means: FIL in damocles-manager (its {@code ParseFIL}), attoFIL in its predecessor ({@code BigInt}). */
    enum Bare {
        FIL, ATTO
    }

    private static final Pattern AMOUNT = Pattern.compile("(-?[0-9.]+)\\s*([A-Za-z]*)");
    private static final Map<String, String> UNITS = Map.of("fil", "FIL", "nanofil", "nanoFIL", "nfil", "nanoFIL", "attofil",
            "attoFIL",
            "afil", "attoFIL");

    ForeignTable inner(String key) {
        return new ForeignTable(table.table(key), draft, ignored, bare);
    }

    boolean has(String key) {
        return table.has(key);
    }

    void put(String key, String field, Object value) {
        draft.put(field, value, table.place(key) + " " + table.name(key));
    }

    void flag(String key, String field) {
        if (has(key)) {
            put(key, field, table.bool(key, false));
        }
    }

    void count(String key, String field, long least, long most) {
        if (has(key)) {
            put(key, field, table.integer(key, least, most));
        }
    }

    /** Zero means there what one means here: nothing is waited for. */
    void threshold(String key, String field, int most) {
        if (has(key)) {
            put(key, field, Math.max(1, table.integer(key, 0, most)));
        }
    }

    void epochs(String key, String field, long least) {
        if (has(key)) {
            put(key, field, Math.max(least, Form.epochs(table, key, 0, PolicyKeys.MOST_WAIT)));
        }
    }

    /** A factor; zero means there that the message pool takes its own. */
    void factor(String key, String field) {
        if (has(key) && table.decimal(key).signum() != 0) {
            put(key, field, Form.percent(table, key, PolicyKeys.AS_ESTIMATED, PolicyKeys.MOST_PERCENT));
        }
    }

    void premium(String key, String field) {
        if (has(key)) {
            put(key, field, Form.percent(table, key, 0, PolicyKeys.MOST_PERCENT));
        }
    }

    /** An amount; empty where the key is absent, blank or zero. */
    Optional<TokenAmount> amount(String key) {
        if (!has(key) || table.string(key).isBlank()) {
            return Optional.empty();
        }
        String text = table.string(key).strip();
        Matcher parts = AMOUNT.matcher(text);
        if (parts.matches() && parts.group(2).isEmpty() && bare == Bare.FIL && !text.matches("[0.]+")) {
            throw table.fail(key, "\"" + text + "\" has no unit", "write \"" + text + " FIL\" if FIL is meant, or another unit");
        }
        String plain = parts.matches() && !parts.group(2).isEmpty()
                ? parts.group(1) + " " + UNITS.getOrDefault(parts.group(2).toLowerCase(Locale.ROOT), parts.group(2))
                : text;
        return Optional.of(Form.parseAmount(table, key, text.matches("[0.]+") ? "0" : plain)).filter(TokenAmount::isPositive);
    }

    /**
     * The most per gas unit. Those programs bound no whole message, so here it may cost what a full block of gas costs at that price: the cap
     * alone decides.
     */
    void cap(String key, String kind) {
        amount(key).ifPresent(cap -> {
            put(key, kind + "Fees.feeCap", cap.toString());
            draft.put(kind + "MaxFee", cap.times(Gas.BLOCK_LIMIT).toString(),
                    table.place(key) + " " + table.name(key) + " for a block of gas");
        });
    }

    /** One address or a list; blank for none. */
    void senders(String key, String field) {
        if (!has(key)) {
            return;
        }
        List<String> texts = table.isText(key) ? List.of(table.string(key)) : table.strings(key);
        List<String> named = texts.stream().filter(text -> !text.isBlank()).map(text -> Form.address(table, key, text)).toList();
        if (!named.isEmpty()) {
            put(key, field, named);
        }
    }

    void ignore(String key, String why) {
        if (has(key)) {
            ignored.add(table.place(key) + ": " + table.name(key) + " is ignored, because " + why);
        }
    }
}
