package io.sealstream.manager.domain.task;

import io.sealstream.filecoin.Cid;

/** A piece of data in a sector: CommP and padded size in bytes. */
public record Piece(Cid cid, long paddedSize) {}
