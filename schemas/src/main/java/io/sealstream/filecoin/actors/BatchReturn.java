package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** Return of methods 34, 35 and 36: how many succeeded and which failed. */
public record BatchReturn(long successCount, List<FailCode> failCodes) {
    public static final Shape<BatchReturn> SHAPE = Tuple.of(BatchReturn.class)
            .field("SuccessCount", Shapes.UNSIGNED, BatchReturn::successCount)
            .field("FailCodes", Shapes.list(FailCode.SHAPE), BatchReturn::failCodes)
            .make(v -> new BatchReturn(v.next(), v.next()));

    public BatchReturn {
        failCodes = List.copyOf(failCodes);
    }

    /** Everything succeeded. */
    public static BatchReturn ok(long count) {
        return new BatchReturn(count, List.of());
    }

    /** Size of the batch, successes and failures. */
    public long size() {
        return successCount + failCodes.size();
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static BatchReturn fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
