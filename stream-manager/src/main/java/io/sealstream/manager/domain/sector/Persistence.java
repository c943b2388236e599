package io.sealstream.manager.domain.sector;

import io.sealstream.filecoin.ChainEpoch;

/** Where the copy to long-term storage stands. */
public sealed interface Persistence {
    /** The replica does not exist yet. */
    record NotBegun() implements Persistence {}

    /** The node copies. */
    record Copying(int attempt, ChainEpoch since) implements Persistence {}

    /** A failed copy is tried again. */
    record Retrying(ChainEpoch retryAt, String reason, ChainEpoch since) implements Persistence {}

    /** A person must look. */
    record Stuck(String reason, ChainEpoch since) implements Persistence {}

    /** It lies in the store of that name. */
    record Done(String store) implements Persistence {}
}
