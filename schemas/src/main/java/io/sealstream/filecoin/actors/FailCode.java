package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/**
 * One failed item of a batch.
 *
 * @param index position in the batch
 * @param code  exit code
 */
public record FailCode(long index, long code) {
    public static final Shape<FailCode> SHAPE = Tuple.of(FailCode.class)
            .field("Idx", Shapes.UNSIGNED, FailCode::index)
            .field("Code", Shapes.INTEGER, FailCode::code)
            .make(v -> new FailCode(v.next(), v.next()));
}
