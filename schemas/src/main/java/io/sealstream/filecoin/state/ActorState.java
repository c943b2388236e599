package io.sealstream.filecoin.state;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;
import org.jspecify.annotations.Nullable;

/** Answer of {@code StateGetActor}. */
public record ActorState(Cid code, Cid head, long nonce, TokenAmount balance, @Nullable Address delegatedAddress) {
    public static final Shape<ActorState> SHAPE = Tuple.of(ActorState.class)
            .field("Code", Shapes.CID, ActorState::code)
            .field("Head", Shapes.CID, ActorState::head)
            .field("Nonce", Shapes.UNSIGNED, ActorState::nonce)
            .field("Balance", Shapes.AMOUNT, ActorState::balance)
            .field("DelegatedAddress", Shapes.optional(Shapes.ADDRESS), ActorState::delegatedAddress)
            .make(v -> new ActorState(v.next(), v.next(), v.next(), v.next(), v.next()));
}
