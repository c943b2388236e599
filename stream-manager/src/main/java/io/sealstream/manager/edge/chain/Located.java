package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TipSetKey;

/**
 * A message that was executed.
 *
 * @param height epoch of the tipset after execution
 * @param after  that tipset
 */
record Located(Cid cid, MessageReceipt receipt, long height, TipSetKey after) {
    /** From the answer of {@code StateSearchMsg}. */
    static Located of(Answer found) {
        return new Located(found.at("Message").as(Shapes.CID), found.at("Receipt").as(MessageReceipt.SHAPE),
                found.at("Height").number(), found.at("TipSet").as(TipSetKey.SHAPE));
    }
}
