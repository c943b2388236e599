package io.sealstream.filecoin;

/**
 * Chain randomness (chain.md 4.7): blake2b-256( BE64(tag) ‖ blake2b-256(base) ‖ BE64(epoch) ‖ entropy ). The base is the VRF proof of the
 * smallest ticket or the data of a beacon entry. A negative epoch is hashed as it is.
 */
public final class Randomness {
    private static final int BYTES = 32;
    private static final int POST_MASK = 0x3f;

    private Randomness() {}

    /** Draws 32 bytes from a base. */
    public static Bytes draw(Bytes base, DomainSeparationTag tag, ChainEpoch epoch, Bytes entropy) {
        return draw(base, tag.value(), epoch, entropy);
    }

    /** Draws with a tag that may be unknown to us. */
    public static Bytes draw(Bytes base, long tag, ChainEpoch epoch, Bytes entropy) {
        return drawFromDigest(Bytes.wrap(Hashes.blake2b256(base.unsafe())), tag, epoch, entropy);
    }

    /** Draws from the 32-byte digest of a base, as the FVM hands it to actors. */
    public static Bytes drawFromDigest(Bytes digest, long tag, ChainEpoch epoch, Bytes entropy) {
        if (digest.length() != BYTES) {
            throw CodecException.of("randomness digest of " + digest.length() + " bytes instead of " + BYTES);
        }
        return Bytes.wrap(Hashes.blake2b256(BigEndian.of(tag), digest.unsafe(), BigEndian.of(epoch.value()), entropy.unsafe()));
    }

    /** The entropy of a miner: its id address as a CBOR byte string (f01000 gives {@code 4300e807}). */
    public static Bytes minerEntropy(ActorId miner) {
        return Bytes.wrap(new CborWriter().address(miner.address()).toBytes());
    }

    /**
     * Clears the two top bits of byte 31 so that the value is a field element. Needed before PoSt randomness goes to a prover or verifier;
     * not for ticket and seed.
     */
    public static Bytes forPoSt(Bytes randomness) {
        if (randomness.length() != BYTES) {
            throw CodecException.of("randomness of " + randomness.length() + " bytes instead of " + BYTES);
        }
        byte[] masked = randomness.toArray();
        masked[BYTES - 1] &= POST_MASK;
        return Bytes.wrap(masked);
    }
}
