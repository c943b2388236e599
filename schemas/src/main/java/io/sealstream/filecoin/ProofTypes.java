package io.sealstream.filecoin;

/** Ids that bind a proof to its prover. */
public final class ProofTypes {
    private ProofTypes() {}

    /** The 32-byte prover id: the actor id as LEB128, zero-padded (the payload of the id address). */
    public static Bytes proverId(ActorId miner) {
        byte[] id = new byte[32];
        byte[] payload = Varint.encode(miner.value());
        System.arraycopy(payload, 0, id, 0, payload.length);
        return Bytes.wrap(id);
    }
}
