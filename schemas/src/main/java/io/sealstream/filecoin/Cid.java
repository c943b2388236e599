package io.sealstream.filecoin;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A content identifier, version 1: {@code 01 ‖ codec ‖ multihash code ‖ digest length ‖ digest}, all heads as varints. Text form: {@code b}
 * and lower-case base32. Immutable.
 */
public final class Cid implements Comparable<Cid> {
    /** Most bytes of a CID that is accepted (the longest in use has 41). */
    public static final int MAX_BYTES = 100;

    public static final long CODEC_RAW = 0x55;
    public static final long CODEC_DAG_CBOR = 0x71;
    /** Data commitments: CommP, CommD (go-fil-commcid {@code FilCommitmentUnsealed}). */
    public static final long CODEC_UNSEALED = 0xf101;
    /** Replica commitments: CommR (go-fil-commcid {@code FilCommitmentSealed}). */
    public static final long CODEC_SEALED = 0xf102;
    public static final long HASH_BLAKE2B_256 = 0xb220;
    /** The market's own hash, for proposals. */
    public static final long HASH_SHA2_256 = 0x12;
    /** SHA-256 with the two top bits of the last byte cleared. */
    public static final long HASH_SHA2_256_TRUNC254_PADDED = 0x1012;
    /** Poseidon over BLS12-381, arity 2. */
    public static final long HASH_POSEIDON_BLS12_381_A2_FC1 = 0xb401;

    private static final int COMMITMENT_BYTES = 32;

    private final byte[] bytes;
    private final long codec;
    private final long hash;
    private final int digestAt;

    private Cid(byte[] bytes, long codec, long hash, int digestAt) {
        this.bytes = bytes;
        this.codec = codec;
        this.hash = hash;
        this.digestAt = digestAt;
    }

    public static Cid of(long codec, long hash, byte[] digest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(44);
        out.write(1);
        Varint.write(out, codec);
        Varint.write(out, hash);
        Varint.write(out, digest.length);
        out.writeBytes(digest);
        return fromBytes(out.toByteArray());
    }

    /** The CID of a chain object: dag-cbor, blake2b-256 of its CBOR. */
    public static Cid ofCbor(byte[] cbor) {
        return of(CODEC_DAG_CBOR, HASH_BLAKE2B_256, Hashes.blake2b256(cbor));
    }

    /** The CID of raw bytes under blake2b-256, as actor code is named. */
    public static Cid ofRaw(byte[] data) {
        return of(CODEC_RAW, HASH_BLAKE2B_256, Hashes.blake2b256(data));
    }

    /** CommR from its 32 bytes. */
    public static Cid sealed(byte[] commR) {
        return of(CODEC_SEALED, HASH_POSEIDON_BLS12_381_A2_FC1, commitment(commR));
    }

    /** CommP or CommD from its 32 bytes. */
    public static Cid unsealed(byte[] commD) {
        return of(CODEC_UNSEALED, HASH_SHA2_256_TRUNC254_PADDED, commitment(commD));
    }

    public static Cid parse(String text) {
        if (text.length() > 2 * MAX_BYTES || !text.startsWith("b")) {
            throw CodecException.of("not a CID in base32 (b…): " + Text.excerpt(text));
        }
        return fromBytes(Base32.decode(text.substring(1)));
    }

    public static Cid fromBytes(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw CodecException.of("CID of " + bytes.length + " bytes, at most " + MAX_BYTES);
        }
        if (Varint.decode(bytes, 0) != 1) {
            throw CodecException.at(0, "CID version is not 1");
        }
        int at = 1;
        long codec = Varint.decode(bytes, at);
        at += Varint.length(codec);
        long hash = Varint.decode(bytes, at);
        at += Varint.length(hash);
        long length = Varint.decode(bytes, at);
        at += Varint.length(length);
        if (length != bytes.length - at) {
            throw CodecException.at(at,
                    "CID names " + Long.toUnsignedString(length) + " digest bytes and has " + (bytes.length - at));
        }
        return new Cid(bytes.clone(), codec, hash, at);
    }

    private static byte[] commitment(byte[] value) {
        if (value.length != COMMITMENT_BYTES) {
            throw CodecException.of("commitment of " + value.length + " bytes instead of " + COMMITMENT_BYTES);
        }
        return value;
    }

    public long codec() {
        return codec;
    }

    /** Code of the hash function. */
    public long hash() {
        return hash;
    }

    public byte[] digest() {
        return Arrays.copyOfRange(bytes, digestAt, bytes.length);
    }

    /** True for CommR: right codec, hash and length. */
    public boolean isSealed() {
        return codec == CODEC_SEALED && hash == HASH_POSEIDON_BLS12_381_A2_FC1 && bytes.length - digestAt == COMMITMENT_BYTES;
    }

    /** True for CommP and CommD: right codec, hash and length. */
    public boolean isUnsealed() {
        return codec == CODEC_UNSEALED && hash == HASH_SHA2_256_TRUNC254_PADDED && bytes.length - digestAt == COMMITMENT_BYTES;
    }

    /** The 32 bytes of a sealed or unsealed commitment; other CIDs are refused. */
    public byte[] commitment() {
        if (!isSealed() && !isUnsealed()) {
            throw CodecException.of("not a commitment: " + this);
        }
        return digest();
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    byte[] unsafe() {
        return bytes;
    }

    /** Order of the bytes. */
    @Override
    public int compareTo(Cid other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cid that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "b" + Base32.encode(bytes);
    }
}
