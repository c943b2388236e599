package io.sealstream.devnet.chain.blocks;

import io.sealstream.devnet.chain.miner.Effects.StoredProof;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.SignedMessage;
import java.util.List;

/**
 * A tipset that was made and executed and is not yet the head: it is stored first.
 *
 * @param verdicts     what the proof verifier said, in order
 * @param storedProofs proofs that the chain took on trust
 */
public record NewBlock(Entry entry, List<Boolean> verdicts, List<StoredProof> storedProofs) {
    public NewBlock {
        verdicts = List.copyOf(verdicts);
        storedProofs = List.copyOf(storedProofs);
    }

    public List<Block> blocks() {
        return entry.blocks();
    }

    /** The block with the smallest ticket. */
    public BlockHeader header() {
        return entry.tipSet().minTicketBlock();
    }

    public List<SignedMessage> messages() {
        return entry.messages();
    }
}
