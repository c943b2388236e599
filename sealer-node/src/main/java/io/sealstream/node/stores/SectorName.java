package io.sealstream.node.stores;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of a sector's files: {@code s-t01000-17}, always with {@code t}, as every Filecoin implementation writes them. */
public final class SectorName {
    private static final Pattern FORM = Pattern.compile("s-t0([0-9]{1,19})-([0-9]{1,19})");

    private SectorName() {}

    /** {@code s-t01000-17}. */
    public static String of(SectorId sector) {
        return "s-t0" + sector.miner().value() + "-" + sector.number();
    }

    /** The sector a file name names, if it names one. */
    public static Optional<SectorId> parse(String name) {
        Matcher matcher = FORM.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SectorId(new ActorId(Long.parseLong(matcher.group(1))), Long.parseLong(matcher.group(2))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
