package io.sealstream.proofs;

/** The 32-byte name of a miner inside proofs. */
public final class ProverId {
    private static final int SIZE = 32;

    private ProverId() {}

    /**
     * The prover id of a miner actor: its id as unsigned LEB128, padded with zeros to 32 bytes (the payload of its ID
     * address; filecoin-ffi {@code toProverID}).
     *
     * @param actorId the miner's actor id, read as unsigned
     */
    public static Bytes ofActor(long actorId) {
        byte[] id = new byte[SIZE];
        long rest = actorId;
        int index = 0;
        while (Long.compareUnsigned(rest, 0x7f) > 0) {
            id[index++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        id[index] = (byte) rest;
        return Bytes.owning(id);
    }
}
