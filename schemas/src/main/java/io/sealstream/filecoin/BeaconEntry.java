package io.sealstream.filecoin;

/** One round of the random beacon (drand), as headers carry it. */
public record BeaconEntry(long round, Bytes data) {
    public static final Shape<BeaconEntry> SHAPE = Tuple.of(BeaconEntry.class).field("Round", Shapes.UNSIGNED, BeaconEntry::round)
            .field("Data", Shapes.BYTES, BeaconEntry::data).make(v -> new BeaconEntry(v.next(), v.next()));
}
