package io.sealstream.signer.keys;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;

/** How a key file derives its 32-byte key from the hash of the password. Bytes of both hashes are the caller's to wipe. */
sealed interface Kdf {
    int DERIVED_BYTES = 32;

    byte[] derive(byte[] passwordHash);

    /** {@code "kdf": "scrypt"}, block size 8. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Scrypt(ScryptCost cost, byte[] salt) implements Kdf {
        static final int BLOCK_SIZE = 8;
        private static final long BYTES_A_ROUND = 128L * BLOCK_SIZE;
        /** Less is collected in the ordinary course. */
        private static final long MUCH = 16L << 20;

        /**
         * Takes {@code 1024 * n} bytes of the heap. An idle process allocates too little to ever collect them, and would hold 256 MiB for days:
         * they are given back at once.
         */
        @Override
        public byte[] derive(byte[] passwordHash) {
            try {
                return SCrypt.generate(passwordHash, salt, cost.n(), BLOCK_SIZE, cost.p(), DERIVED_BYTES);
            } finally {
                if (cost.n() * BYTES_A_ROUND >= MUCH) {
                    System.gc();
                }
            }
        }
    }

    /** {@code "kdf": "pbkdf2"} with {@code hmac-sha256}: read, never written. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Pbkdf2(int iterations, byte[] salt) implements Kdf {
        static final int MAX_ITERATIONS = 10_000_000;

        @Override
        public byte[] derive(byte[] passwordHash) {
            PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
            generator.init(passwordHash, salt, iterations);
            return ((KeyParameter) generator.generateDerivedMacParameters(DERIVED_BYTES * Byte.SIZE)).getKey();
        }
    }
}
