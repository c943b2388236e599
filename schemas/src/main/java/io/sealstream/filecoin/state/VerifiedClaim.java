package io.sealstream.filecoin.state;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/**
 * An allocation that a provider has claimed; it keeps the allocation's id.
 *
 * @param size      padded bytes
 * @param termMin   epochs for which the sector must at least hold the data
 * @param termMax   epochs after the start for which the data may earn verified power
 * @param termStart epoch at which it was claimed
 * @param sector    number of the sector that holds the data
 */
public record VerifiedClaim(ActorId provider, ActorId client, Cid data, long size, long termMin, long termMax,
        ChainEpoch termStart, long sector) {
    public static final Shape<VerifiedClaim> SHAPE = Tuple.of(VerifiedClaim.class)
            .field("Provider", Shapes.ACTOR_ID, VerifiedClaim::provider)
            .field("Client", Shapes.ACTOR_ID, VerifiedClaim::client)
            .field("Data", Shapes.CID, VerifiedClaim::data)
            .field("Size", Shapes.UNSIGNED, VerifiedClaim::size)
            .field("TermMin", Shapes.INTEGER, VerifiedClaim::termMin)
            .field("TermMax", Shapes.INTEGER, VerifiedClaim::termMax)
            .field("TermStart", Shapes.EPOCH, VerifiedClaim::termStart)
            .field("Sector", Shapes.UNSIGNED, VerifiedClaim::sector)
            .make(v -> new VerifiedClaim(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
