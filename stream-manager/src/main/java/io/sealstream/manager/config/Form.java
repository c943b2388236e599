package io.sealstream.manager.config;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.schemas.avro.Sealing;
import io.sealstream.schemas.config.ConfigTable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * How one kind of value is written in a policy file, and how people are shown it. Values are what the record {@code MinerPolicy} holds:
 * booleans, whole numbers, texts, lists of texts.
 */
record Form(Reader reader, Function<Object, String> shown) {
    /** Reads a key that is there. */
    interface Reader {
        Object read(ConfigTable table, String key);
    }

    static final Form FLAG = new Form((table, key) -> table.bool(key, false), Object::toString);
    static final Form SEALING = new Form(Form::sealing,
            value -> '"' + String.valueOf(value).toLowerCase(Locale.ROOT).replace('_', '-') + '"');
    static final Form ADDRESSES = new Form(Form::addresses, Object::toString);
    static final Form STORES = new Form(Form::stores, Object::toString);
    /** What a message or a gas unit may cost; zero for no limit. */
    static final Form LIMIT = new Form((table, key) -> amount(table, key, false), value -> ofAtto(value, "no limit"));
    /** The most that a message may cost. */
    static final Form COST = new Form((table, key) -> amount(table, key, true), value -> ofAtto(value, ""));
    /** A base fee; zero for none. */
    static final Form PRICE = new Form((table, key) -> amount(table, key, false), value -> ofAtto(value, "none"));

    private static final int PERCENT_DIGITS = 2;

    Object read(ConfigTable table, String key) {
        return reader.read(table, key);
    }

    String show(Object value) {
        return shown.apply(value);
    }

    static Form count(long least, long most) {
        return new Form((table, key) -> table.integer(key, least, most), Object::toString);
    }

    /** Days that stand for epochs. */
    static Form days(long epochsPerDay, long least, long most) {
        return new Form((table, key) -> table.integer(key, least, most) * epochsPerDay,
                value -> (long) value / epochsPerDay + " days (" + value + " epochs)");
    }

    /** A duration that stands for epochs. */
    static Form epochs(long least, long most) {
        return new Form((table, key) -> epochs(table, key, least, most), value -> GoDuration.show((long) value));
    }

    /** A factor such as 1.2 that stands for percent; zero is allowed where {@code least} is. */
    static Form factor(int least, int most, String zero) {
        return new Form((table, key) -> percent(table, key, least, most),
                value -> (long) value == 0
                        ? zero
                        : BigDecimal.valueOf((long) value, PERCENT_DIGITS).stripTrailingZeros().toPlainString());
    }

    static long epochs(ConfigTable table, String key, long least, long most) {
        String text = table.string(key);
        Duration time = GoDuration.parse(text)
                .orElseThrow(() -> table.fail(key, "cannot read \"" + text + "\"", "write " + GoDuration.FORM));
        long epochs = GoDuration.epochs(time);
        if (epochs < least || epochs > most) {
            throw table.fail(key, "\"" + text + "\" is " + epochs + " epochs of 30 s, which is out of range",
                    "give " + least + " to " + most + " epochs, as " + GoDuration.FORM);
        }
        return epochs;
    }

    static long percent(ConfigTable table, String key, int least, int most) {
        BigDecimal percent = table.decimal(key).movePointRight(PERCENT_DIGITS).stripTrailingZeros();
        if (percent.scale() > 0) {
            throw table.fail(key, "is finer than a hundredth", "write two digits after the point, for example 1.25");
        }
        if (percent.compareTo(BigDecimal.valueOf(least)) < 0 || percent.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw table.fail(key, percent.movePointLeft(PERCENT_DIGITS).toPlainString() + " is out of range",
                    "give a factor from " + BigDecimal.valueOf(least, PERCENT_DIGITS) + " to "
                            + BigDecimal.valueOf(most, PERCENT_DIGITS));
        }
        return percent.longValueExact();
    }

    static TokenAmount parseAmount(ConfigTable table, String key, String text) {
        try {
            TokenAmount amount = TokenAmount.parse(text);
            if (!amount.isNegative()) {
                return amount;
            }
        } catch (CodecException e) {
            throw table.fail(key, "cannot read the amount \"" + text + "\"", "write for example \"0.1 FIL\" or \"5 nanoFIL\"");
        }
        throw table.fail(key, "\"" + text + "\" is below zero", "write for example \"0.1 FIL\" or \"5 nanoFIL\"");
    }

    private static String amount(ConfigTable table, String key, boolean positive) {
        TokenAmount amount = parseAmount(table, key, table.string(key));
        if (positive && !amount.isPositive()) {
            throw table.fail(key, "the most a message may cost is not above zero", "write for example \"0.1 FIL\"");
        }
        return amount.toString();
    }

    private static String ofAtto(Object value, String zero) {
        TokenAmount amount = TokenAmount.parse(String.valueOf(value));
        return amount.isZero() ? zero : amount.format();
    }

    private static String sealing(ConfigTable table, String key) {
        String text = table.string(key);
        return switch (text) {
            case "continuous" -> Sealing.CONTINUOUS.name();
            case "on-demand" -> Sealing.ON_DEMAND.name();
            default -> throw table.fail(key, "cannot read \"" + text + "\"",
                    "write \"continuous\" (every idle store gets a sector) or \"on-demand\" (as many as are asked for)");
        };
    }

    private static List<String> addresses(ConfigTable table, String key) {
        List<String> texts = table.strings(key);
        if (texts.isEmpty()) {
            throw table.fail(key, "is empty", "name at least one address of the miner: owner, worker or a control key");
        }
        return texts.stream().map(text -> address(table, key, text)).toList();
    }

    static String address(ConfigTable table, String key, String text) {
        try {
            return Address.parse(text).toString();
        } catch (CodecException e) {
            throw table.fail(key, "cannot read the address \"" + text + "\"", "correct it, for example \"f3…\" or \"f01001\"");
        }
    }

    private static List<String> stores(ConfigTable table, String key) {
        List<String> stores = table.strings(key);
        if (stores.isEmpty() || stores.stream().anyMatch(String::isBlank)) {
            throw table.fail(key, "names no long-term store",
                    "list the names of stores as the nodes have them in [[long-term]]");
        }
        return stores;
    }
}
