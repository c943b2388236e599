package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Signatures;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Hashes;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.proofs.bls.Bls;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Signatures by the native BLS library and our secp256k1. */
public final class NativeSignatures implements Signatures {
    /** The compressed point at infinity of G2: the aggregate of nothing. */
    private static final Signature NOTHING = infinity();

    private final Bls bls;

    public NativeSignatures(Bls bls) {
        this.bls = bls;
    }

    private static Signature infinity() {
        byte[] point = new byte[Bls.SIGNATURE];
        point[0] = (byte) 0xc0;
        return Signature.bls(point);
    }

    @Override
    public boolean verify(SignedMessage message) {
        Address sender = message.message().from();
        byte[] signed = message.message().bytesToSign();
        return switch (message.signature().type()) {
            case SECP256K1 -> Secp256k1.verify(message.signature(), sender, signed);
            case BLS -> message.signature().data().length() == Bls.SIGNATURE && sender.protocol() == Address.Protocol.BLS
                    && bls.verify(message.signature().data().toArray(), key(sender), signed);
            case DELEGATED -> false;
        };
    }

    /** The public key that a BLS address is made of. */
    private static byte[] key(Address address) {
        byte[] bytes = address.toBytes();
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    @Override
    public Signature aggregate(List<SignedMessage> messages) {
        List<byte[]> parts = messages.stream().filter(each -> each.signature().type() == SignatureType.BLS)
                .map(each -> each.signature().data().toArray()).toList();
        return parts.isEmpty() ? NOTHING : Signature.bls(bls.aggregate(parts));
    }

    @Override
    public Signature signBlock(String seed, Bytes bytes) {
        return Signature.bls(bls.sign(blockKeyOf(seed), bytes.toArray()));
    }

    @Override
    public Optional<Address> blockKey(String seed) {
        return Optional.of(Address.bls(bls.publicKey(blockKeyOf(seed))));
    }

    /** No secret: whoever has the genesis has it. */
    private byte[] blockKeyOf(String seed) {
        return bls.generateKey(
                Hashes.blake2b256("block key/".getBytes(StandardCharsets.UTF_8), seed.getBytes(StandardCharsets.UTF_8)));
    }
}
