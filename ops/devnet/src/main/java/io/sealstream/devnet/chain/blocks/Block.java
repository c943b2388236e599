package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A block with its messages.
 *
 * @param messages BLS first, then secp256k1; of one sender in nonce order
 */
public record Block(BlockHeader header, List<SignedMessage> messages) {
    public Block {
        messages = List.copyOf(messages);
    }

    /** The messages in the order of a block. */
    static List<SignedMessage> inOrder(List<SignedMessage> messages) {
        return messages.stream().sorted(Comparator.comparing(message -> !isBls(message))).toList();
    }

    static boolean isBls(SignedMessage message) {
        return message.signature().type() == SignatureType.BLS;
    }

    /** Those whose signatures a block aggregates. */
    static List<SignedMessage> bls(List<SignedMessage> messages) {
        return messages.stream().filter(Block::isBls).toList();
    }

    /** Blocks of one tipset, smallest ticket first. */
    static List<Block> inTicketOrder(List<Block> blocks) {
        List<BlockHeader> order = new TipSet(blocks.stream().map(Block::header).toList()).blocks();
        return blocks.stream().sorted(Comparator.comparingInt(block -> order.indexOf(block.header()))).toList();
    }

    /**
     * What a tipset executes: block by block, each message once, whoever put it in (lotus {@code chain/consensus/compute_state.go},
     * {@code ApplyBlocks}: by CID of the unsigned message).
     */
    static List<SignedMessage> executed(List<Block> inTicketOrder) {
        Map<Cid, SignedMessage> once = new LinkedHashMap<>();
        inTicketOrder.stream().map(Block::messages).flatMap(Collection::stream)
                .forEach(message -> once.putIfAbsent(message.message().cid(), message));
        return List.copyOf(once.values());
    }
}
