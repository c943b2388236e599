package io.sealstream.manager.domain;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Derived ids of message intents: miner + purpose + scope + digest of the members + attempt. */
public final class IntentId {
    private static final int DIGEST_BYTES = 4;
    private static final int POST_PARTS = 7;
    private static final int DEADLINE = 3;
    private static final int PARTITION = 4;

    private IntentId() {}

    /** {@code f01000/PRECOMMIT/17/1a2b3c4d/1}. */
    public static String ofBatch(ActorId miner, Purpose purpose, long firstSector, String members, int attempt) {
        return miner + "/" + purpose + "/" + firstSector + "/" + digest(members) + "/" + attempt;
    }

    /** {@code f01000/WINDOW_POST/120/3/0/1a2b3c4d/1}: period start, deadline, partition. */
    public static String ofPoSt(PartitionId partition, long periodStart, String members, int attempt) {
        return partition.miner() + "/" + Purpose.WINDOW_POST + "/" + periodStart + "/" + partition.deadline() + "/"
                + partition.index() + "/"
                + digest(members) + "/" + attempt;
    }

    /** The partition a WindowPoSt intent is about; empty for every other intent. */
    public static Optional<PartitionId> partition(String intent) {
        String[] parts = intent.split("/", -1);
        if (parts.length != POST_PARTS || !parts[1].equals(Purpose.WINDOW_POST.name())) {
            return Optional.empty();
        }
        try {
            return Optional.of(PartitionId.parse(parts[0] + "/" + parts[DEADLINE] + "/" + parts[PARTITION]));
        } catch (CodecException e) {
            return Optional.empty();
        }
    }

    /** First 8 hex digits of BLAKE2b-256 over the text that names the members and what is said of them. */
    public static String digest(String members) {
        return Bytes.of(Hashes.blake2b256(members.getBytes(StandardCharsets.UTF_8))).slice(0, DIGEST_BYTES).toHex();
    }
}
