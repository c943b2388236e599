package io.sealstream.signer.keys;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Signature;
import java.security.SecureRandom;

/** One signature scheme. Implementations keep nothing, are safe for many threads, and sign deterministically. */
public interface Curve {
    KeyType type();

    /** A fresh private key of {@value KeyType#KEY_BYTES} bytes. */
    Secret generate(SecureRandom random);

    /**
     * The key address of a private key.
     *
     * @throws WalletException with {@code BAD_KEY} if the bytes are no key of this curve
     */
    Address address(Secret key);

    /** Signs {@code data} (for a message: the bytes of its CID). The same key and data give the same signature. */
    Signature sign(Secret key, byte[] data);
}
