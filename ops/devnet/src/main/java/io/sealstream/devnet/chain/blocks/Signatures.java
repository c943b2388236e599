package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignedMessage;
import java.util.List;

/** Checks and aggregates signatures of messages. Calls take about a millisecond. */
public interface Signatures {
    /** Whether the sender's key made the signature over the message's CID. */
    boolean verify(SignedMessage message);

    /** The aggregate of the BLS signatures of a block's messages; of none, the point at infinity. */
    Signature aggregate(List<SignedMessage> messages);
}
