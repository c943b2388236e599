package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.MsgMeta;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.SignedMessage;
import java.util.List;

/**
 * What the {@code Messages} of a header stand for: the CIDs of its BLS and of its secp256k1 messages. Each list is one CBOR object here,
 * where the real chain has an AMT.
 */
public record MessageRoots(List<Cid> bls, List<Cid> secp256k1) {
    private static final Shape<List<Cid>> CIDS = Shapes.list(Shapes.CID);

    public MessageRoots {
        bls = List.copyOf(bls);
        secp256k1 = List.copyOf(secp256k1);
    }

    public static MessageRoots of(List<SignedMessage> messages) {
        return new MessageRoots(cids(messages, true), cids(messages, false));
    }

    private static List<Cid> cids(List<SignedMessage> messages, boolean bls) {
        return messages.stream().filter(message -> (message.signature().type() == SignatureType.BLS) == bls)
                .map(SignedMessage::cid).toList();
    }

    /** The object that the header names. */
    public MsgMeta meta() {
        return new MsgMeta(CIDS.cid(bls), CIDS.cid(secp256k1));
    }

    /** CBOR of the lists, BLS first. */
    public List<byte[]> lists() {
        return List.of(CIDS.toCbor(bls), CIDS.toCbor(secp256k1));
    }
}
