package io.sealstream.manager.domain.task;

import io.sealstream.filecoin.Cid;

/** A sector as a WindowPoSt names it. */
public record ProvenSector(long number, Cid sealedCid, int sealProof) {}
