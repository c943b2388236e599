package io.sealstream.filecoin;

/** A message with the signature over the bytes of its CID. */
public record SignedMessage(Message message, Signature signature) {
    public static final Shape<SignedMessage> SHAPE = Tuple.of(SignedMessage.class)
            .field("Message", Message.SHAPE, SignedMessage::message).field("Signature", Signature.SHAPE, SignedMessage::signature)
            .make(v -> new SignedMessage(v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static SignedMessage fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }

    /** The CID under which the chain knows it: of the unsigned message for BLS (signatures are aggregated), of this CBOR otherwise. */
    public Cid cid() {
        return signature.type() == SignatureType.BLS ? message.cid() : Cid.ofCbor(toCbor());
    }

    /** Bytes that are charged as "on chain": unsigned CBOR for BLS, signed otherwise. */
    public int chainLength() {
        return signature.type() == SignatureType.BLS ? message.toCbor().length : toCbor().length;
    }
}
