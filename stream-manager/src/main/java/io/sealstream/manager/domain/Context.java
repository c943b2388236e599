package io.sealstream.manager.domain;

import io.sealstream.filecoin.ChainEpoch;

/** What a machine may look at besides its own state. */
public interface Context {
    /** Epoch of the newest head. The only clock. */
    ChainEpoch now();
}
