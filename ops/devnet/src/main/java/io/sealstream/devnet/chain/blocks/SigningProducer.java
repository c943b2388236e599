package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BeaconEntry;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CborWriter;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.Signature;
import java.util.function.Function;

/**
 * A producer with a BLS key (lotus {@code chain/gen/gen.go}, {@code ComputeVRF}; {@code miner/miner.go}, {@code computeTicket}): VRF proofs
 * are signatures over drawn randomness, the block's is over its CBOR with a null signature.
 *
 * @param signer signs bytes with the block key of the chain
 */
record SigningProducer(Address address, Function<Bytes, Signature> signer) implements Producer {
    /** {@code TicketRandomnessLookback}. */
    private static final long TICKET_LOOKBACK = 1;

    private Bytes entropy(Bytes more) {
        byte[] self = new CborWriter().address(address).toBytes();
        byte[] all = new byte[self.length + more.length()];
        System.arraycopy(self, 0, all, 0, self.length);
        System.arraycopy(more.toArray(), 0, all, self.length, more.length());
        return Bytes.of(all);
    }

    private Bytes vrf(BeaconEntry beacon, DomainSeparationTag tag, long epoch, Bytes more) {
        return signer.apply(Randomness.draw(beacon.data(), tag, new ChainEpoch(epoch), entropy(more))).data();
    }

    @Override
    public Bytes ticketProof(BeaconEntry beacon, Bytes parentProof) {
        return vrf(beacon, DomainSeparationTag.TICKET_PRODUCTION, beacon.round() - TICKET_LOOKBACK, parentProof);
    }

    @Override
    public Bytes electionProof(BeaconEntry beacon) {
        return vrf(beacon, DomainSeparationTag.ELECTION_PROOF_PRODUCTION, beacon.round(), Bytes.EMPTY);
    }

    @Override
    public Signature sign(BlockHeader unsigned) {
        return signer.apply(Bytes.of(unsigned.signingBytes()));
    }
}
