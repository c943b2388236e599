package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** A verified client's allocation that a piece claims. */
public record VerifiedAllocationKey(ActorId client, long allocation) {
    public static final Shape<VerifiedAllocationKey> SHAPE = Tuple.of(VerifiedAllocationKey.class)
            .field("Client", Shapes.ACTOR_ID, VerifiedAllocationKey::client)
            .field("ID", Shapes.UNSIGNED, VerifiedAllocationKey::allocation)
            .make(v -> new VerifiedAllocationKey(v.next(), v.next()));
}
