package io.sealstream.signer.crypto;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.Signature;
import io.sealstream.signer.keys.Curve;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import java.security.SecureRandom;
import java.util.Arrays;

/** secp256k1 over blake2b-256 of the data, 65 bytes R ‖ S ‖ V, low S, deterministic (RFC 6979). */
public final class Secp256k1Curve implements Curve {
    /** A random number is no key once in 2^128 times; this many draws never fail. */
    private static final int MAX_DRAWS = 8;

    @Override
    public KeyType type() {
        return KeyType.SECP256K1;
    }

    @Override
    public Secret generate(SecureRandom random) {
        byte[] draw = new byte[Secp256k1.PRIVATE_KEY_BYTES];
        for (int i = 0; i < MAX_DRAWS; i++) {
            random.nextBytes(draw);
            if (Secp256k1.isPrivateKey(draw)) {
                return Secret.take(draw);
            }
        }
        Arrays.fill(draw, (byte) 0);
        throw new IllegalStateException("the system's source of random numbers is broken");
    }

    @Override
    public Address address(Secret key) {
        if (!key.with(Secp256k1::isPrivateKey)) {
            throw new WalletException(Reason.BAD_KEY,
                    "this is no secp256k1 key: it is not 32 bytes of a number below the curve's order");
        }
        return key.with(Secp256k1::address);
    }

    @Override
    public Signature sign(Secret key, byte[] data) {
        return key.with(plain -> Secp256k1.sign(plain, data));
    }
}
