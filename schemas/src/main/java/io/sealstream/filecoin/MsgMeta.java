package io.sealstream.filecoin;

/** What a header's {@code Messages} points to: the roots of its BLS and its secp256k1 messages. */
public record MsgMeta(Cid blsMessages, Cid secpkMessages) {
    public static final Shape<MsgMeta> SHAPE = Tuple.of(MsgMeta.class).field("BlsMessages", Shapes.CID, MsgMeta::blsMessages)
            .field("SecpkMessages", Shapes.CID, MsgMeta::secpkMessages).make(v -> new MsgMeta(v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static MsgMeta fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }

    public Cid cid() {
        return SHAPE.cid(this);
    }
}
