package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.BeaconEntry;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Hashes;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.Ticket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What block producers and the beacon would sign, derived from the seed instead: same lengths, as unpredictable as the seed. */
public final class SeededBytes {
    /** Length of a BLS signature, and so of a VRF proof. */
    private static final int SIGNATURE_BYTES = 96;
    /** Length of a drand quicknet signature. */
    private static final int BEACON_BYTES = 48;

    private final byte[] seed;

    public SeededBytes(String seed) {
        this.seed = Hashes.blake2b256(seed.getBytes(StandardCharsets.UTF_8));
    }

    private Bytes derive(int length, String what, long number, Bytes context) {
        byte[] label = what.getBytes(StandardCharsets.UTF_8);
        byte[] index = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        byte[] first = Hashes.blake2b512(seed, label, index, context.toArray());
        byte[] second = Hashes.blake2b512(first, label);
        return Bytes.of(ByteBuffer.allocate(first.length + second.length).put(first).put(second).array()).slice(0, length);
    }

    /** The only entry of an epoch; its round is the epoch. */
    public BeaconEntry beacon(long epoch) {
        return new BeaconEntry(epoch, derive(BEACON_BYTES, "beacon", epoch, Bytes.EMPTY));
    }

    /** The ticket of the block at an epoch over its parent's. */
    public Ticket ticket(long epoch, Bytes parentProof) {
        return new Ticket(derive(SIGNATURE_BYTES, "ticket", epoch, parentProof));
    }

    Bytes electionProof(long epoch) {
        return derive(SIGNATURE_BYTES, "election", epoch, Bytes.EMPTY);
    }

    Signature blockSignature(long epoch) {
        return new Signature(SignatureType.BLS, derive(SIGNATURE_BYTES, "block", epoch, Bytes.EMPTY));
    }

    /** The faucet's secp256k1 private key. */
    public byte[] faucetKey() {
        return derive(32, "faucet", 0, Bytes.EMPTY).toArray();
    }
}
