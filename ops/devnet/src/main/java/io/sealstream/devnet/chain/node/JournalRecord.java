package io.sealstream.devnet.chain.node;

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

/** What the journal keeps: everything from outside, and what a proof verifier said, so that the rest follows. */
public sealed interface JournalRecord {
    Shape<List<SignedMessage>> MESSAGES = Shapes.list(SignedMessage.SHAPE);
    int BLOCK = 1;
    int PUSHED = 2;

    /** A tipset of one block. */
    record Block(BlockHeader header, List<SignedMessage> messages, List<Boolean> verdicts) implements JournalRecord {
        public Block {
            messages = List.copyOf(messages);
            verdicts = List.copyOf(verdicts);
        }

        static Block of(NewBlock block) {
            return new Block(block.header(), block.messages(), block.verdicts());
        }
    }

    /** A message that the pool took. */
    record Pushed(SignedMessage message) implements JournalRecord {}

    default byte[] toBytes() {
        CborWriter out = new CborWriter();
        switch (this) {
            case Block(BlockHeader header, List<SignedMessage> messages, List<Boolean> verdicts) -> {
                out.array(4).unsigned(BLOCK);
                BlockHeader.SHAPE.write(out, header);
                MESSAGES.write(out, messages);
                out.bytes(pack(verdicts));
            }
            case Pushed(SignedMessage message) -> {
                out.array(2).unsigned(PUSHED);
                SignedMessage.SHAPE.write(out, message);
            }
        }
        return out.toBytes();
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
        int length = in.array();
        long type = in.unsigned();
        JournalRecord found;
        if (type == BLOCK && length == 4) {
            BlockHeader header = BlockHeader.SHAPE.read(in);
            List<SignedMessage> messages = MESSAGES.read(in);
            found = new Block(header, messages, unpack(Bytes.of(in.bytes())));
        } else if (type == PUSHED && length == 2) {
            found = new Pushed(SignedMessage.SHAPE.read(in));
        } else {
            throw CodecException.of("unknown journal record of type " + type + " with " + length + " fields");
        }
        in.end();
        return found;
    }

    private static List<Boolean> unpack(Bytes packed) {
        List<Boolean> verdicts = new ArrayList<>(packed.length());
        for (int i = 0; i < packed.length(); i++) {
            verdicts.add(packed.get(i) == 1);
        }
        return verdicts;
    }
}
