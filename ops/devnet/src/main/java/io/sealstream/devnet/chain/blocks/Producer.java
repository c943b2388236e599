package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BeaconEntry;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Signature;

/** Who makes a block: its address, and what it signs. */
sealed interface Producer permits SeededProducer, SigningProducer {
    /** Whom headers name as their miner; it is no actor. */
    Address address();

    /**
     * VRF proof of a block's ticket.
     *
     * @param beacon      last entry of the block
     * @param parentProof of the smallest ticket of the parent tipset
     */
    Bytes ticketProof(BeaconEntry beacon, Bytes parentProof);

    Bytes electionProof(BeaconEntry beacon);

    /** The signature of a block that has none yet. */
    Signature sign(BlockHeader unsigned);
}
