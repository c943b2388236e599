package io.sealstream.devnet.chain.rules;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DomainSeparationTag;

/** Chain randomness as actors draw it while a tipset is executed (chain.md 4.7). The epoch must not lie in the future. */
public interface EpochRandomness {
    /** 32 bytes from the ticket of the epoch. */
    Bytes fromTickets(DomainSeparationTag tag, ChainEpoch epoch, Bytes entropy);

    /** 32 bytes from the beacon entry of the epoch. */
    Bytes fromBeacon(DomainSeparationTag tag, ChainEpoch epoch, Bytes entropy);
}
