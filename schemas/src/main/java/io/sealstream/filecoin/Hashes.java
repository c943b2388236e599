package io.sealstream.filecoin;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** The hash functions of the protocol over whole inputs. */
public final class Hashes {
    private Hashes() {}

    /** BLAKE2b with 32 bytes of output: CIDs, signatures, randomness, ticket order. */
    public static byte[] blake2b256(byte[]... parts) {
        return blake2b(32, parts);
    }

    /** BLAKE2b with 64 bytes of output: FRC-42 method numbers. */
    public static byte[] blake2b512(byte[]... parts) {
        return blake2b(64, parts);
    }

    static byte[] blake2b(int outputBytes, byte[]... parts) {
        Blake2bDigest digest = new Blake2bDigest(outputBytes * 8);
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] out = new byte[outputBytes];
        digest.doFinal(out, 0);
        return out;
    }

    /** Original Keccak with 32 bytes of output: key files and delegated signatures. */
    public static byte[] keccak256(byte[] data) {
        KeccakDigest digest = new KeccakDigest(256);
        digest.update(data, 0, data.length);
        byte[] out = new byte[32];
        digest.doFinal(out, 0);
        return out;
    }

    /** SHA-256: CIDs of the storage market, proofs of addresses. */
    public static byte[] sha256(byte[] data) {
        return sha256().digest(data);
    }

    /** A fresh SHA-256, the node hash of piece commitments before truncation. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
