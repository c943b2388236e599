package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** An actor that is told about a piece (the market, usually). */
public record DataActivationNotification(Address receiver, Bytes payload) {
    public static final Shape<DataActivationNotification> SHAPE = Tuple.of(DataActivationNotification.class)
            .field("Address", Shapes.ADDRESS, DataActivationNotification::receiver)
            .field("Payload", Shapes.BYTES, DataActivationNotification::payload)
            .make(v -> new DataActivationNotification(v.next(), v.next()));
}
