package io.sealstream.devnet.chain.miner;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.PoStProof;

/**
 * A WindowPoSt that was accepted without verification and may be disputed.
 *
 * @param partitions the partitions it covers
 */
public record StoredPoSt(BitField partitions, PoStProof proof) {}
