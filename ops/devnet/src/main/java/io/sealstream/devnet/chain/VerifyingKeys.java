package io.sealstream.devnet.chain;

import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.filecoin.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Compares the verifying keys and SRS in the parameter cache with those the genesis names. */
final class VerifyingKeys {
    private static final int DIGEST_BYTES = 16;
    /** Verifying keys and the SRS of small aggregates are some kilobytes. */
    private static final long MAX_BYTES = 64 << 20;

    private VerifyingKeys() {}

    /** Refuses the first key that is missing or another one. */
    static void check(Path cache, Map<String, String> wanted) {
        new TreeMap<>(wanted).forEach((name, digest) -> check(cache.resolve(name), digest));
    }

    private static void check(Path file, String wanted) {
        String found;
        try {
            if (!Files.isRegularFile(file)) {
                throw new ChainException("the parameter file " + file
                        + " is missing; run `sealer-node params make`, or give the right --parameter-cache");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new ChainException(
                        file + " is too large for a verifying key or the SRS of a dev chain; give the right --parameter-cache");
            }
            found = HexFormat.of().formatHex(Hashes.blake2b512(Files.readAllBytes(file)), 0, DIGEST_BYTES);
        } catch (IOException e) {
            throw new ChainException("the parameter file " + file + " cannot be read (" + e + "); check its permissions", e);
        }
        if (!found.equals(wanted)) {
            throw new ChainException("the parameter file " + file + " has the digest " + found + ", the genesis wants " + wanted
                    + "; remove the file and make the parameters again, or give the right --parameter-cache");
        }
    }
}
