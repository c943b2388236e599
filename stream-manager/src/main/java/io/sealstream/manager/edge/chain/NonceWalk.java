package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TipSetKey;
import java.util.List;
import java.util.Optional;

/**
 * Finds the message that used a nonce, where the node cannot be asked for it by its CID: the nonce went up although none of ours landed, so
 * somebody else sent with this key. Walks back from the head, at most {@link #MOST} tipsets.
 */
final class NonceWalk {
    /** So far back nobody looks while a message is still pushed every few epochs. */
    private static final int MOST = 200;

    private final ChainNode node;
    private final Address sender;
    private final long nonce;

    NonceWalk(ChainNode node, Address sender, long nonce) {
        this.node = node;
        this.sender = sender;
        this.nonce = nonce;
    }

    /** The message; empty where it is further back. */
    Optional<Located> from(NamedTipset head) {
        NamedTipset at = head;
        for (int i = 0; i < MOST; i++) {
            NamedTipset parent = NamedTipset.of(node.call("ChainGetTipSet", TipSetKey.SHAPE.toJson(at.parents())));
            if (nonceAt(parent) <= nonce) {
                return executedBefore(at);
            }
            at = parent;
        }
        return Optional.empty();
    }

    /** Nonce after all that was executed before a tipset. */
    private long nonceAt(NamedTipset tipset) {
        return node.call("StateGetActor", Shapes.ADDRESS.toJson(sender), tipset.param()).at("Nonce").as(Shapes.UNSIGNED);
    }

    private Optional<Located> executedBefore(NamedTipset after) {
        JsonTree block = Shapes.CID.toJson(after.key().cids().getFirst());
        List<Answer> messages = node.call("ChainGetParentMessages", block).items();
        Address id = node.call("StateLookupID", Shapes.ADDRESS.toJson(sender), after.param()).as(Shapes.ADDRESS);
        for (int i = 0; i < messages.size(); i++) {
            Answer message = messages.get(i).at("Message");
            Address from = message.at("From").as(Shapes.ADDRESS);
            if (message.at("Nonce").as(Shapes.UNSIGNED) == nonce && (from.equals(sender) || from.equals(id))) {
                Cid cid = messages.get(i).at("Cid").as(Shapes.CID);
                MessageReceipt receipt = node.call("ChainGetParentReceipts", block).items().get(i).as(MessageReceipt.SHAPE);
                return Optional.of(new Located(cid, receipt, after.epoch(), after.key()));
            }
        }
        return Optional.empty();
    }
}
