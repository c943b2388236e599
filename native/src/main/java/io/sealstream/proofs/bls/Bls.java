package io.sealstream.proofs.bls;

import io.sealstream.proofs.ffi.ForeignLibrary;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * BLS12-381 signatures as Filecoin uses them: public keys in G1 (48 bytes), signatures in G2 (96 bytes), domain separation
 * tag {@code BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_}.
 *
 * <p>Private keys are 32 bytes <em>little-endian</em>, as key files and lotus keep them. Arrays that hold one stay the
 * caller's: whoever made or got one overwrites it. Native copies are overwritten after each call. Calls take about a
 * millisecond and may come from any thread.
 */
public final class Bls {
    public static final int PRIVATE_KEY = 32;
    public static final int PUBLIC_KEY = 48;
    public static final int SIGNATURE = 96;

    /** {@code ABI_VERSION} of {@code rust/bls/src/lib.rs}. */
    private static final int ABI_VERSION = 1;
    private static final int MIN_ENTROPY = 32;
    private static final int GENERATE = 1;
    private static final int DERIVE = 2;
    private static final int SIGN = 3;
    private static final int VERIFY = 4;
    private static final int AGGREGATE = 5;
    private static final int VERIFY_AGGREGATE = 6;

    private final ForeignLibrary library;

    private Bls(ForeignLibrary library) {
        this.library = library;
    }

    /** One signer of an aggregate: who, and over which message. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    public record Signed(byte[] publicKey, byte[] message) {
        public Signed {
            requireLength(publicKey, PUBLIC_KEY, "public key");
        }
    }

    /**
     * Loads the signature library.
     *
     * @throws io.sealstream.proofs.ffi.ForeignLibraryException if it is missing for this platform or of another version
     */
    public static Bls open() {
        return new Bls(ForeignLibrary.open("sealstream_bls", "ss_bls", ABI_VERSION));
    }

    /**
     * Derives a new private key from entropy (KeyGen of the IETF draft).
     *
     * @param entropy at least 32 bytes from a secure source; the caller overwrites it
     * @return 32 bytes, little-endian
     */
    public byte[] generateKey(byte[] entropy) {
        if (entropy.length < MIN_ENTROPY) {
            throw new IllegalArgumentException("a key needs at least " + MIN_ENTROPY + " bytes of entropy");
        }
        return call(GENERATE, entropy);
    }

    /** The public key of a private key. */
    public byte[] publicKey(byte[] privateKey) {
        requireLength(privateKey, PRIVATE_KEY, "private key");
        return call(DERIVE, privateKey);
    }

    /** Signs a message (on Filecoin: the bytes of the unsigned message's CID). */
    public byte[] sign(byte[] privateKey, byte[] message) {
        requireLength(privateKey, PRIVATE_KEY, "private key");
        byte[] request = concat(privateKey, message);
        try {
            return call(SIGN, request);
        } finally {
            Arrays.fill(request, (byte) 0);
        }
    }

    /** Whether a signature holds. Malformed points, points outside the subgroup and infinity are simply false. */
    public boolean verify(byte[] signature, byte[] publicKey, byte[] message) {
        requireLength(signature, SIGNATURE, "signature");
        requireLength(publicKey, PUBLIC_KEY, "public key");
        return call(VERIFY, concat(signature, publicKey, message))[0] == 1;
    }

    /** The aggregate of one or more signatures. */
    public byte[] aggregate(List<byte[]> signatures) {
        if (signatures.isEmpty()) {
            throw new IllegalArgumentException("there are no signatures to aggregate");
        }
        signatures.forEach(signature -> requireLength(signature, SIGNATURE, "signature"));
        return call(AGGREGATE, concat(signatures.toArray(byte[][]::new)));
    }

    /** Whether an aggregate holds. Equal messages are refused: without proofs of possession they would allow a rogue key. */
    public boolean verifyAggregate(byte[] signature, List<Signed> signers) {
        requireLength(signature, SIGNATURE, "signature");
        int size = SIGNATURE + signers.stream().mapToInt(s -> PUBLIC_KEY + Integer.BYTES + s.message().length).sum();
        ByteBuffer request = ByteBuffer.allocate(size).put(signature);
        signers.forEach(s -> request.put(s.publicKey()).putInt(s.message().length).put(s.message()));
        return call(VERIFY_AGGREGATE, request.array())[0] == 1;
    }

    private byte[] call(int operation, byte[] request) {
        ForeignLibrary.Response response = library.call(operation, request);
        if (response.status() != 0) {
            throw new IllegalArgumentException(new String(response.bytes(), StandardCharsets.UTF_8));
        }
        return response.bytes();
    }

    private static void requireLength(byte[] value, int length, String what) {
        if (value.length != length) {
            throw new IllegalArgumentException(what + " has " + value.length + " bytes, it must have " + length);
        }
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer out = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            out.put(part);
        }
        return out.array();
    }
}
