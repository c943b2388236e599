package io.sealstream.filecoin;

/** A chain height; the only clock of domain code. Negative values occur in arithmetic before the first epoch. */
public record ChainEpoch(long value) implements Comparable<ChainEpoch> {
    public static final ChainEpoch ZERO = new ChainEpoch(0);

    public static ChainEpoch of(long value) {
        return new ChainEpoch(value);
    }

    public ChainEpoch plus(long epochs) {
        return new ChainEpoch(Math.addExact(value, epochs));
    }

    public ChainEpoch minus(long epochs) {
        return new ChainEpoch(Math.subtractExact(value, epochs));
    }

    /** Epochs from {@code earlier} to this; negative if this comes first. */
    public long since(ChainEpoch earlier) {
        return Math.subtractExact(value, earlier.value);
    }

    public boolean isBefore(ChainEpoch other) {
        return value < other.value;
    }

    public boolean isAfter(ChainEpoch other) {
        return value > other.value;
    }

    public ChainEpoch max(ChainEpoch other) {
        return value >= other.value ? this : other;
    }

    public ChainEpoch min(ChainEpoch other) {
        return value <= other.value ? this : other;
    }

    @Override
    public int compareTo(ChainEpoch other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
