package io.sealstream.filecoin;

/** The number of an actor on chain, 0 to 2^63 - 1; a miner is named by it. */
public record ActorId(long value) implements Comparable<ActorId> {
    public ActorId {
        if (value < 0) {
            throw CodecException.of("actor id " + Long.toUnsignedString(value) + " exceeds 2^63 - 1");
        }
    }

    /** Reads {@code f01000} (or {@code t01000}); other address kinds are refused. */
    public static ActorId parse(String text) {
        Address address = Address.parse(text);
        return address.actorId().orElseThrow(() -> CodecException.of("not an id address (f0…): " + Text.excerpt(text)));
    }

    /** The id address {@code f0<value>}. */
    public Address address() {
        return Address.id(value);
    }

    @Override
    public int compareTo(ActorId other) {
        return Long.compare(value, other.value);
    }

    /** {@code f01000}. */
    @Override
    public String toString() {
        return "f0" + value;
    }
}
