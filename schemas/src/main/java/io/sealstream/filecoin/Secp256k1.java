package io.sealstream.filecoin;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * secp256k1 signatures of Filecoin: 65 bytes R ‖ S ‖ V with V the recovery id (0 to 3) and S in the lower half, over blake2b-256 of the data
 * (keys of f1 addresses) or Keccak-256 (delegated signatures, keys of f410 addresses; lotus {@code lib/sigs/delegated}). Signing is deterministic (RFC 6979), so the same message gives the same bytes.
 */
public final class Secp256k1 {
    public static final int PRIVATE_KEY_BYTES = 32;
    public static final int SIGNATURE_BYTES = 65;

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE.getCurve(), CURVE.getG(), CURVE.getN(),
            CURVE.getH());
    private static final BigInteger ORDER = CURVE.getN();
    private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);
    private static final BigInteger FIELD = CURVE.getCurve().getField().getCharacteristic();

    private Secp256k1() {}

    /** The uncompressed 65-byte public key of a 32-byte big-endian private key. */
    public static byte[] publicKey(byte[] privateKey) {
        return new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar(privateKey)).normalize().getEncoded(false);
    }

    /** The f1 address of a private key. */
    public static Address address(byte[] privateKey) {
        return Address.secp256k1(publicKey(privateKey));
    }

    /** True for a 32-byte number from 1 to the curve's order less one. */
    public static boolean isPrivateKey(byte[] bytes) {
        BigInteger value = new BigInteger(1, bytes);
        return bytes.length == PRIVATE_KEY_BYTES && value.signum() > 0 && value.compareTo(ORDER) < 0;
    }

    private static BigInteger scalar(byte[] privateKey) {
        if (!isPrivateKey(privateKey)) {
            throw CodecException.of("not a secp256k1 private key");
        }
        return new BigInteger(1, privateKey);
    }

    private static byte[] hash(SignatureType type, byte[] data) {
        return switch (type) {
            case SECP256K1 -> Hashes.blake2b256(data);
            case DELEGATED -> Hashes.keccak256(data);
            case BLS -> throw CodecException.of("BLS keys are of another curve than secp256k1");
        };
    }

    /** Signs blake2b-256 of the data. */
    public static Signature sign(byte[] privateKey, byte[] data) {
        return sign(SignatureType.SECP256K1, privateKey, data);
    }

    /** Signs the data's hash of this type: {@link SignatureType#SECP256K1} or {@link SignatureType#DELEGATED}. */
    public static Signature sign(SignatureType type, byte[] privateKey, byte[] data) {
        byte[] hash = hash(type, data);
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(scalar(privateKey), DOMAIN));
        BigInteger[] rs = signer.generateSignature(hash);
        BigInteger s = rs[1].compareTo(HALF_ORDER) > 0 ? ORDER.subtract(rs[1]) : rs[1];
        return new Signature(type, Bytes.wrap(encode(rs[0], s, recoveryId(hash, rs[0], s, scalar(privateKey)))));
    }

    /**
     * Which of the points with this r the signature came from: bit 0 for an odd y, bit 1 for an x beyond the order. Who has the private key
     * need not try them: the point is (hash + r · key) / s times the generator. That its x is r again proves the signature before it leaves.
     */
    private static int recoveryId(byte[] hash, BigInteger r, BigInteger s, BigInteger key) {
        BigInteger multiple = new BigInteger(1, hash).add(r.multiply(key)).multiply(s.modInverse(ORDER)).mod(ORDER);
        ECPoint point = new FixedPointCombMultiplier().multiply(CURVE.getG(), multiple).normalize();
        BigInteger x = point.getAffineXCoord().toBigInteger();
        if (!x.mod(ORDER).equals(r)) {
            throw new IllegalStateException("a signature just made does not verify: this machine calculates wrongly");
        }
        return (x.compareTo(ORDER) >= 0 ? 2 : 0) + (point.getAffineYCoord().testBitZero() ? 1 : 0);
    }

    private static byte[] encode(BigInteger r, BigInteger s, int id) {
        byte[] out = new byte[SIGNATURE_BYTES];
        put(r, out, 0);
        put(s, out, PRIVATE_KEY_BYTES);
        out[SIGNATURE_BYTES - 1] = (byte) id;
        return out;
    }

    private static void put(BigInteger value, byte[] out, int at) {
        byte[] bytes = value.toByteArray();
        int length = Math.min(bytes.length, PRIVATE_KEY_BYTES);
        System.arraycopy(bytes, bytes.length - length, out, at + PRIVATE_KEY_BYTES - length, length);
    }

    /** The public key that made a signature over the data; empty if none did. High S is refused, as go-crypto does. */
    public static Optional<byte[]> recover(Signature signature, byte[] data) {
        byte[] bytes = signature.data().unsafe();
        if (signature.type() == SignatureType.BLS || bytes.length != SIGNATURE_BYTES) {
            return Optional.empty();
        }
        BigInteger r = new BigInteger(1, Arrays.copyOfRange(bytes, 0, PRIVATE_KEY_BYTES));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, PRIVATE_KEY_BYTES, 2 * PRIVATE_KEY_BYTES));
        int id = bytes[SIGNATURE_BYTES - 1];
        if (id < 0 || id > 3 || s.compareTo(HALF_ORDER) > 0) {
            return Optional.empty();
        }
        return recover(hash(signature.type(), data), r, s, id);
    }

    /** True if the signature over the data was made by the key of this address: f1, or f410 for delegated signatures. */
    public static boolean verify(Signature signature, Address signer, byte[] data) {
        return recover(signature, data).map(key -> address(signature.type(), key).equals(signer)).orElse(false);
    }

    private static Address address(SignatureType type, byte[] publicKey) {
        return type == SignatureType.DELEGATED ? Address.ethereum(publicKey) : Address.secp256k1(publicKey);
    }

    private static Optional<byte[]> recover(byte[] hash, BigInteger r, BigInteger s, int id) {
        if (r.signum() <= 0 || s.signum() <= 0 || r.compareTo(ORDER) >= 0 || s.compareTo(ORDER) >= 0) {
            return Optional.empty();
        }
        BigInteger x = id >= 2 ? r.add(ORDER) : r;
        if (x.compareTo(FIELD) >= 0) {
            return Optional.empty();
        }
        Optional<ECPoint> point = pointAt(x, id % 2 == 1);
        if (point.isEmpty()) {
            return Optional.empty();
        }
        BigInteger inverse = r.modInverse(ORDER);
        BigInteger u1 = new BigInteger(1, hash).negate().multiply(inverse).mod(ORDER);
        BigInteger u2 = s.multiply(inverse).mod(ORDER);
        ECPoint key = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), u1, point.get(), u2).normalize();
        return key.isInfinity() ? Optional.empty() : Optional.of(key.getEncoded(false));
    }

    private static Optional<ECPoint> pointAt(BigInteger x, boolean odd) {
        byte[] compressed = new byte[PRIVATE_KEY_BYTES + 1];
        compressed[0] = (byte) (odd ? 3 : 2);
        put(x, compressed, 1);
        try {
            return Optional.of(CURVE.getCurve().decodePoint(compressed));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no point of the curve has this x
        }
    }
}
