package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Block;
import io.sealstream.devnet.chain.blocks.NewBlock;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CborReader;
import io.sealstream.filecoin.CborWriter;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.SignedMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * What the journal keeps: everything from outside, and what a proof verifier said, so that the rest follows. Each is a CBOR list that begins
 * with its type: {@code [1, header, messages, verdicts]} a tipset of one block, {@code [2, message]}, {@code [3, [[header, messages]...],
 * verdicts]} a tipset of more blocks in ticket order, {@code [4, height]}, {@code [5]}. Verdicts are a byte string, a byte each.
 */
public sealed interface JournalRecord {
    Shape<List<SignedMessage>> MESSAGES = Shapes.list(SignedMessage.SHAPE);
    int BLOCK = 1;
    int PUSHED = 2;
    int BLOCKS = 3;
    int REVERTED = 4;
    int DROPPED = 5;
    /** Of a tipset; the real chain has about five. */
    int MAX_BLOCKS = 15;

    /** A tipset that was made over the one before, or over the height that the chain was cut at. */
    record Made(List<Block> blocks, List<Boolean> verdicts) implements JournalRecord {
        public Made {
            blocks = List.copyOf(blocks);
            verdicts = List.copyOf(verdicts);
        }

        static Made of(NewBlock tipset) {
            return new Made(tipset.blocks(), tipset.verdicts());
        }
    }

    /** A message that the pool took. */
    record Pushed(SignedMessage message) implements JournalRecord {}

    /** All tipsets above a height were thrown out. */
    record Reverted(long height) implements JournalRecord {}

    /** The pool lost everything that waited. */
    record Dropped() implements JournalRecord {}

    default byte[] toBytes() {
        CborWriter out = new CborWriter();
        switch (this) {
            case Made(List<Block> blocks, List<Boolean> verdicts) -> {
                write(out, blocks);
                out.bytes(pack(verdicts));
            }
            case Pushed(SignedMessage message) -> SignedMessage.SHAPE.write(out.array(2).unsigned(PUSHED), message);
            case Reverted(long height) -> out.array(2).unsigned(REVERTED).unsigned(height);
            case Dropped() -> out.array(1).unsigned(DROPPED);
        }
        return out.toBytes();
    }

    private static void write(CborWriter out, List<Block> blocks) {
        if (blocks.size() == 1) {
            write(out.array(4).unsigned(BLOCK), blocks.getFirst());
        } else {
            out.array(3).unsigned(BLOCKS).array(blocks.size());
            blocks.forEach(block -> write(out.array(2), block));
        }
    }

    private static void write(CborWriter out, Block block) {
        BlockHeader.SHAPE.write(out, block.header());
        MESSAGES.write(out, block.messages());
    }

    private static byte[] pack(List<Boolean> verdicts) {
        byte[] bytes = new byte[verdicts.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (verdicts.get(i) ? 1 : 0);
        }
        return bytes;
    }

    static JournalRecord fromBytes(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        JournalRecord found = read(in, in.array(), in.unsigned());
        in.end();
        return found;
    }

    private static JournalRecord read(CborReader in, int length, long type) {
        if (type == BLOCK && length == 4) {
            return new Made(List.of(block(in)), verdicts(in));
        } else if (type == BLOCKS && length == 3) {
            return new Made(blocks(in), verdicts(in));
        } else if (type == PUSHED && length == 2) {
            return new Pushed(SignedMessage.SHAPE.read(in));
        } else if (type == REVERTED && length == 2) {
            return new Reverted(in.unsigned());
        } else if (type == DROPPED && length == 1) {
            return new Dropped();
        }
        throw CodecException.of("unknown journal record of type " + type + " with " + length + " fields");
    }

    private static List<Block> blocks(CborReader in) {
        int count = in.array();
        if (count < 2 || count > MAX_BLOCKS) {
            throw CodecException.of("a journal record of " + count + " blocks");
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (in.array() != 2) {
                throw CodecException.of("block " + i + " of a journal record is not a header with messages");
            }
            blocks.add(block(in));
        }
        return blocks;
    }

    private static Block block(CborReader in) {
        return new Block(BlockHeader.SHAPE.read(in), MESSAGES.read(in));
    }

    private static List<Boolean> verdicts(CborReader in) {
        Bytes packed = Bytes.of(in.bytes());
        List<Boolean> verdicts = new ArrayList<>(packed.length());
        for (int i = 0; i < packed.length(); i++) {
            verdicts.add(packed.get(i) == 1);
        }
        return verdicts;
    }
}
