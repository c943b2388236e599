package io.sealstream.filecoin;

/** Kinds of signature and the byte that names them on the wire (go-state-types {@code crypto.SigType}). */
public enum SignatureType {
    SECP256K1(1), BLS(2), DELEGATED(3);

    private final int code;

    SignatureType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static SignatureType of(long code) {
        for (SignatureType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw CodecException.of("unknown signature type " + code);
    }
}
