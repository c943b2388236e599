package io.sealstream.manager.domain;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.CodecException;

/** A partition of a deadline of a miner. Text form {@code f01000/3/0}. */
public record PartitionId(ActorId miner, int deadline, int index) {
    private static final int PARTS = 3;

    public static PartitionId parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != PARTS) {
            throw CodecException.of("not a partition (f01000/3/0): " + text);
        }
        try {
            return new PartitionId(ActorId.parse(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        } catch (NumberFormatException e) {
            throw CodecException.of("not a partition (f01000/3/0): " + text);
        }
    }

    @Override
    public String toString() {
        return miner + "/" + deadline + "/" + index;
    }
}
