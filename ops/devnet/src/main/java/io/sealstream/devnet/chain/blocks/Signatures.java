package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignedMessage;
import java.util.List;
import java.util.Optional;

/** Checks and aggregates signatures of messages. Calls take about a millisecond. */
public interface Signatures {
    /** Whether the sender's key made the signature over the message's CID. */
    boolean verify(SignedMessage message);

    /** The aggregate of the BLS signatures of a block's messages; of none, the point at infinity. */
    Signature aggregate(List<SignedMessage> messages);

    /**
     * Signs with the chain's block key, which follows from the seed.
     *
     * @throws UnsupportedOperationException where no BLS keys are at hand; such a chain derives its block signatures
     */
    default Signature signBlock(String seed, Bytes bytes) {
        throw new UnsupportedOperationException("no BLS key signs blocks here; write signatures = \"derived\" in the genesis");
    }

    /** Address of that key; empty where no BLS keys are at hand. */
    default Optional<Address> blockKey(String seed) {
        return Optional.empty();
    }
}
