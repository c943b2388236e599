package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.blocks.Signatures;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Hashes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignedMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Signatures that hold for one message and no other, without any key. */
final class SimSignatures implements Signatures {
    private static final int BLS_BYTES = 96;

    static Signature of(Cid message) {
        byte[] digest = Hashes.blake2b256(("signed " + message).getBytes(StandardCharsets.UTF_8));
        byte[] signature = new byte[BLS_BYTES];
        for (int at = 0; at < BLS_BYTES; at += digest.length) {
            System.arraycopy(digest, 0, signature, at, digest.length);
        }
        return Signature.bls(signature);
    }

    static SignedMessage sign(Message message) {
        return new SignedMessage(message, of(message.cid()));
    }

    @Override
    public boolean verify(SignedMessage message) {
        return message.signature().equals(of(message.message().cid()));
    }

    @Override
    public Signature aggregate(List<SignedMessage> messages) {
        return Signature.bls(new byte[BLS_BYTES]);
    }
}
