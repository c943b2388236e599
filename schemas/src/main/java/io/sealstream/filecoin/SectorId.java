package io.sealstream.filecoin;

import java.util.Comparator;
import java.util.regex.Pattern;

/** A sector: its miner and its number there (0 to 2^63 - 1). Text form {@code f01000/17}. */
public record SectorId(ActorId miner, long number) implements Comparable<SectorId> {
    private static final Comparator<SectorId> ORDER = Comparator.comparing(SectorId::miner).thenComparingLong(SectorId::number);

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");

    public SectorId {
        if (number < 0) {
            throw CodecException.of("sector number " + Long.toUnsignedString(number) + " exceeds 2^63 - 1");
        }
    }

    public static SectorId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !NUMBER.matcher(text.substring(slash + 1)).matches()) {
            throw CodecException.of("not a sector (f01000/17): " + Text.excerpt(text));
        }
        try {
            return new SectorId(ActorId.parse(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw CodecException.of("sector number exceeds 2^63 - 1: " + Text.excerpt(text));
        }
    }

    @Override
    public int compareTo(SectorId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return miner + "/" + number;
    }
}
