package io.sealstream.filecoin.state;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;

/**
 * One of the 48 entries of {@code StateMinerDeadlines}.
 *
 * @param postSubmissions partitions proven in the window that is open or was last open
 */
public record Deadline(BitField postSubmissions, long disputableProofCount, TokenAmount dailyFee) {
    public static final Shape<Deadline> SHAPE = Tuple.of(Deadline.class)
            .field("PostSubmissions", Shapes.BITFIELD, Deadline::postSubmissions)
            .field("DisputableProofCount", Shapes.UNSIGNED, Deadline::disputableProofCount)
            .field("DailyFee", Shapes.AMOUNT, Deadline::dailyFee)
            .make(v -> new Deadline(v.next(), v.next(), v.next()));
}
