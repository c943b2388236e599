package io.sealstream.proofs;

/**
 * What a replica update proof states: the old replica, encoded with new data, is the new replica (FIP-0019). The sector's number
 * and miner are no part of it.
 *
 * @param oldCommR 32 bytes, CommR of the sector as it was sealed
 * @param newCommR 32 bytes
 * @param newCommD 32 bytes
 */
public record ReplicaUpdate(UpdateProofType type, Bytes oldCommR, Bytes newCommR, Bytes newCommD) {
    public ReplicaUpdate {
        oldCommR.require(Lengths.COMMITMENT, "old CommR");
        newCommR.require(Lengths.COMMITMENT, "new CommR");
        newCommD.require(Lengths.COMMITMENT, "new CommD");
    }
}
