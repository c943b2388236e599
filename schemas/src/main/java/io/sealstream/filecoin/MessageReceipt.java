package io.sealstream.filecoin;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of an executed message.
 *
 * @param exitCode    0 is success, see {@link ExitCode}
 * @param returnValue CBOR of the method's return, empty for none or on failure
 * @param eventsRoot  root of the emitted events, null for none
 */
public record MessageReceipt(long exitCode, Bytes returnValue, long gasUsed, @Nullable Cid eventsRoot) {
    public static final Shape<MessageReceipt> SHAPE = Tuple.of(MessageReceipt.class)
            .field("ExitCode", Shapes.INTEGER, MessageReceipt::exitCode)
            .field("Return", Shapes.BYTES, MessageReceipt::returnValue)
            .field("GasUsed", Shapes.INTEGER, MessageReceipt::gasUsed)
            .field("EventsRoot", Shapes.optional(Shapes.CID), MessageReceipt::eventsRoot)
            .make(v -> new MessageReceipt(v.next(), v.next(), v.next(), v.next()));

    public MessageReceipt(long exitCode, Bytes returnValue, long gasUsed) {
        this(exitCode, returnValue, gasUsed, null);
    }

    public boolean isOk() { return exitCode == 0; }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static MessageReceipt fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
