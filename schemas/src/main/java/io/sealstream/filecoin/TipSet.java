package io.sealstream.filecoin;

import java.util.Comparator;
import java.util.List;

/** The blocks of one epoch with the same parents, in ticket order (smallest hash first, then CID), as lotus {@code types.NewTipSet}. */
public record TipSet(List<BlockHeader> blocks) {
    public TipSet {
        if (blocks.isEmpty() || blocks.size() > TipSetKey.MAX_BLOCKS) {
            throw CodecException.of("tipset of " + blocks.size() + " blocks");
        }
        BlockHeader any = blocks.getFirst();
        for (BlockHeader block : blocks) {
            if (!block.height().equals(any.height()) || !block.parents().equals(any.parents())) {
                throw CodecException.of("blocks of a tipset differ in height or parents");
            }
        }
        blocks = blocks.stream().sorted(Comparator.comparing(BlockHeader::ticketHash).thenComparing(BlockHeader::cid)).toList();
    }

    public TipSetKey key() {
        return new TipSetKey(blocks.stream().map(BlockHeader::cid).toList());
    }

    public ChainEpoch height() {
        return blocks.getFirst().height();
    }

    public TipSetKey parents() {
        return new TipSetKey(blocks.getFirst().parents());
    }

    /** The block with the smallest ticket: source of ticket randomness. */
    public BlockHeader minTicketBlock() {
        return blocks.getFirst();
    }

    public TokenAmount parentBaseFee() {
        return blocks.getFirst().parentBaseFee();
    }
}
