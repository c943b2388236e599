package io.sealstream.signer.keys;

import io.sealstream.filecoin.SignatureType;
import java.util.Arrays;

/** Kinds of key, with their names in key files and on the command line. */
public enum KeyType {
    SECP256K1("secp256k1", SignatureType.SECP256K1), BLS("bls", SignatureType.BLS);

    /** Bytes of a plain key: secp256k1 big-endian, BLS little-endian. */
    public static final int KEY_BYTES = 32;

    private final String label;
    private final SignatureType signature;

    KeyType(String label, SignatureType signature) {
        this.label = label;
        this.signature = signature;
    }

    public String label() {
        return label;
    }

    public SignatureType signature() {
        return signature;
    }

    static boolean isSupported(String label) {
        return Arrays.stream(values()).anyMatch(type -> type.label.equals(label));
    }

    public static KeyType of(String label) {
        for (KeyType type : values()) {
            if (type.label.equals(label)) {
                return type;
            }
        }
        throw new WalletException(WalletException.Reason.BAD_KEY,
                "a key of type '" + label + "' is not supported; use secp256k1 or bls");
    }
}
