package io.sealstream.filecoin;

/**
 * A signature and its kind. CBOR: one byte string, type byte first. secp256k1: 65 bytes R ‖ S ‖ V; BLS: 96 bytes G2.
 *
 * @param type kind of key
 * @param data at most {@value #MAX_BYTES} bytes
 */
public record Signature(SignatureType type, Bytes data) {
    /** Longest signature data that a node decodes, less its type byte (go-state-types {@code SignatureMaxLength}). */
    public static final int MAX_BYTES = 199;

    public static final Shape<Signature> SHAPE = new SignatureShape();

    public Signature {
        if (data.length() > MAX_BYTES) {
            throw CodecException.of("signature of " + data.length() + " bytes, at most " + MAX_BYTES);
        }
    }

    public static Signature secp256k1(byte[] data) {
        return new Signature(SignatureType.SECP256K1, Bytes.of(data));
    }

    public static Signature bls(byte[] data) {
        return new Signature(SignatureType.BLS, Bytes.of(data));
    }

    /** Type byte ‖ data, the content of the CBOR byte string. */
    public Bytes toTypedBytes() {
        return Bytes.of(new byte[]{ (byte) type.code()}).concat(data);
    }

    public static Signature fromTypedBytes(Bytes typed) {
        if (typed.isEmpty()) {
            throw CodecException.of("signature without a type byte");
        }
        return new Signature(SignatureType.of(typed.get(0) & 0xff), typed.slice(1, typed.length()));
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static Signature fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
