package io.sealstream.devnet.chain.blocks;

import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSet;
import io.sealstream.filecoin.TipSetKey;
import java.util.List;
import java.util.Optional;

/**
 * A tipset of the chain with what its execution gave.
 *
 * @param blocks      in ticket order
 * @param messages    as executed: block by block, BLS first, each once
 * @param receipts    of the messages; the chain shows them with the next tipset
 * @param errors      why messages failed, empty texts for those that did not
 * @param after       state after this tipset, which the next tipset shows
 * @param stateRoot   hash of that state
 * @param receiptRoot root of the receipts
 */
public record Entry(TipSet tipSet, TipSetKey key, List<Block> blocks, List<SignedMessage> messages, List<MessageReceipt> receipts,
        List<String> errors,
        ChainState after, Cid stateRoot, Cid receiptRoot) {
    public Entry {
        blocks = List.copyOf(blocks);
        messages = List.copyOf(messages);
        receipts = List.copyOf(receipts);
        errors = List.copyOf(errors);
    }

    public long height() {
        return tipSet.height().value();
    }

    /** The block of a CID, if it is one of this tipset. */
    public Optional<Block> block(Cid cid) {
        return blocks.stream().filter(block -> block.header().cid().equals(cid)).findFirst();
    }
}
