package io.sealstream.filecoin;

/** A block's ticket: the VRF proof that orders blocks and feeds the next randomness. */
public record Ticket(Bytes vrfProof) {
    public static final Shape<Ticket> SHAPE = Tuple.of(Ticket.class).field("VRFProof", Shapes.BYTES, Ticket::vrfProof)
            .make(v -> new Ticket(v.next()));

    /** blake2b-256 of the proof; the smallest hash comes first in a tipset. */
    public Bytes hash() {
        return Bytes.wrap(Hashes.blake2b256(vrfProof.unsafe()));
    }
}
