package io.sealstream.node.domain;

import io.sealstream.filecoin.ActorId;

/**
 * A request for a sector for an idle scratch store.
 *
 * @param number this node's own rising number; a repeat of a number gets the original answer
 */
public record SectorRequest(long number, ActorId miner, String store) {}
