package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BeaconEntry;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Signature;

/** A producer whose signatures are derived from a seed: right in length, quick to make, and not to be verified. */
record SeededProducer(Address address, SeededBytes seeded) implements Producer {
    @Override
    public Bytes ticketProof(BeaconEntry beacon, Bytes parentProof) {
        return seeded.ticket(beacon.round(), parentProof).vrfProof();
    }

    @Override
    public Bytes electionProof(BeaconEntry beacon) {
        return seeded.electionProof(beacon.round());
    }

    @Override
    public Signature sign(BlockHeader unsigned) {
        return seeded.blockSignature(unsigned.height().value());
    }
}
