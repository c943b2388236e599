package io.sealstream.filecoin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/** Which sector a WinningPoSt is about (rust-fil-proofs {@code storage-proofs-post/src/fallback/vanilla.rs}). */
public final class WinningChallenge {
    private WinningChallenge() {}

    /**
     * The place of the challenged sector among all that may be challenged, rising by number: the first eight bytes, little-endian, of
     * sha-256(prover id ‖ randomness ‖ LE64(0)), modulo their number.
     *
     * @param randomness 32 bytes, already masked for PoSt
     * @param sectors    how many may be challenged
     * @throws CodecException if there are none
     */
    public static long place(ActorId miner, Bytes randomness, long sectors) {
        if (sectors <= 0) {
            throw CodecException.of("no sector of " + miner + " can be challenged: " + sectors + " sectors");
        }
        MessageDigest digest = Hashes.sha256();
        digest.update(ProofTypes.proverId(miner).toArray());
        digest.update(randomness.toArray());
        digest.update(new byte[Long.BYTES]);
        long drawn = ByteBuffer.wrap(digest.digest()).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return Long.remainderUnsigned(drawn, sectors);
    }
}
