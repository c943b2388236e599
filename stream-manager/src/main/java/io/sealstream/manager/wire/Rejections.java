package io.sealstream.manager.wire;

import io.sealstream.schemas.avro.FlushBatch;
import io.sealstream.manager.domain.Request;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.AbortSector;
import io.sealstream.schemas.avro.AllocateSectors;
import io.sealstream.schemas.avro.ReadDigest;
import io.sealstream.schemas.avro.Rejected;
import io.sealstream.schemas.avro.RequestSector;
import io.sealstream.schemas.avro.RetrySector;
import io.sealstream.schemas.avro.SendMessage;
import io.sealstream.schemas.avro.SetPolicy;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Commands that were understood and refused, with their origin and reason, as records of {@code rejection}. */
public final class Rejections {
    private Rejections() {}

    /** Where a refused record came from. */
    public record Origin(String topic, int partition, long offset, String key) {}

    /** The rejection of a command that came as a record; it stands in the partition of its source. */
    public static Outgoing of(Origin origin, SpecificRecord command, String reason) {
        return outgoing(origin, command.getSchema().getName(), reason, request(command));
    }

    /** The rejection of a command without a record of its own: a wake, or a neighbour's, caused by the record at {@code origin}. */
    public static Outgoing ofInner(Origin origin, String command, String reason) {
        return outgoing(origin, command, reason, null);
    }

    private static Outgoing outgoing(Origin origin, String command, String reason, @Nullable Request request) {
        Rejected record = Rejected.newBuilder().setTopic(origin.topic()).setPartition(origin.partition())
                .setOffset(origin.offset())
                .setKey(origin.key()).setCommand(command).setReason(reason).setClient(request == null ? null : request.client())
                .setNumber(request == null ? null : request.number()).build();
        return new Outgoing(Topics.REJECTION, origin.key(), origin.partition(), record);
    }

    /** Who asked, where a record says so. */
    private static @Nullable Request request(SpecificRecord command) {
        return switch (command) {
            case SetPolicy r -> Parts.request(r.getRequest());
            case AllocateSectors r -> Parts.request(r.getRequest());
            case AbortSector r -> Parts.request(r.getRequest());
            case RetrySector r -> Parts.request(r.getRequest());
            case FlushBatch r -> Parts.request(r.getRequest());
            case ReadDigest r -> Parts.request(r.getRequest());
            case RequestSector r -> Parts.request(r.getRequest());
            case SendMessage r -> r.getRequest() == null ? null : Parts.request(r.getRequest());
            default -> null;
        };
    }
}
