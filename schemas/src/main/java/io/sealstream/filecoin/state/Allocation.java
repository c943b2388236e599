package io.sealstream.filecoin.state;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/**
 * Verified data that a client has set aside datacap for and one provider may claim.
 *
 * @param size       padded bytes
 * @param termMin    epochs for which a sector must at least hold the data
 * @param termMax    epochs for which the data may earn verified power
 * @param expiration last epoch at which it can be claimed
 */
public record Allocation(ActorId client, ActorId provider, Cid data, long size, long termMin, long termMax,
        ChainEpoch expiration) {
    public static final Shape<Allocation> SHAPE = Tuple.of(Allocation.class)
            .field("Client", Shapes.ACTOR_ID, Allocation::client)
            .field("Provider", Shapes.ACTOR_ID, Allocation::provider)
            .field("Data", Shapes.CID, Allocation::data)
            .field("Size", Shapes.UNSIGNED, Allocation::size)
            .field("TermMin", Shapes.INTEGER, Allocation::termMin)
            .field("TermMax", Shapes.INTEGER, Allocation::termMax)
            .field("Expiration", Shapes.EPOCH, Allocation::expiration)
            .make(v -> new Allocation(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
