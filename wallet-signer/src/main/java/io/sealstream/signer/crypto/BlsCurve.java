package io.sealstream.signer.crypto;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Signature;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.signer.keys.Curve;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import java.security.SecureRandom;
import java.util.Arrays;

/** BLS12-381 min-pk: over the data itself, no pre-hash; deterministic by nature. */
public final class BlsCurve implements Curve {
    private static final int ENTROPY_BYTES = 32;

    private final Bls bls;

    public BlsCurve(Bls bls) {
        this.bls = bls;
    }

    @Override
    public KeyType type() {
        return KeyType.BLS;
    }

    @Override
    public Secret generate(SecureRandom random) {
        byte[] entropy = new byte[ENTROPY_BYTES];
        random.nextBytes(entropy);
        try {
            return Secret.take(bls.generateKey(entropy));
        } finally {
            Arrays.fill(entropy, (byte) 0);
        }
    }

    @Override
    public Address address(Secret key) {
        try {
            return Address.bls(key.with(bls::publicKey));
        } catch (IllegalArgumentException e) {
            throw new WalletException(Reason.BAD_KEY, "this is no BLS key: " + e.getMessage(), e);
        }
    }

    @Override
    public Signature sign(Secret key, byte[] data) {
        return Signature.bls(key.with(plain -> bls.sign(plain, data)));
    }
}
