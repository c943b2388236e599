package io.sealstream.bench;

import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.Signature;
import io.sealstream.proofs.bls.Bls;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.generators.SCrypt;

/** The library calls under a signature and under a password, in this process on one thread. */
final class BareLibrary {
    static final String BLS = "bls";
    static final String SECP256K1 = "secp256k1";
    /** The types of keys, as {@code WalletNew} names them. */
    static final List<String> TYPES = List.of(BLS, SECP256K1);
    private static final int KEY_BYTES = 32;
    /** venus-wallet's cost: 256 MiB. */
    private static final int SCRYPT_N = 1 << 18;
    private static final int SCRYPT_R = 8;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Bls bls = Bls.open();

    /** The call that makes a signature of this type, from what is signed. */
    private UnaryOperator<byte[]> call(String type) {
        byte[] entropy = new byte[KEY_BYTES];
        Arrays.fill(entropy, (byte) 1);
        byte[] key = bls.generateKey(entropy);
        return type.equals(BLS)
                ? data -> bls.sign(key, data)
                : data -> Secp256k1.sign(entropy, data).data().toArray();
    }

    /** Signatures of a second of processor time, after a warm-up. */
    double perCoreSecond(String type, Duration warm, Duration time) {
        UnaryOperator<byte[]> call = call(type);
        rate(call, warm);
        return rate(call, time);
    }

    private static double rate(UnaryOperator<byte[]> call, Duration time) {
        byte[] data = new byte[KEY_BYTES];
        long end = System.nanoTime() + time.toNanos();
        long processor = processorNanos();
        long calls = 0;
        do {
            data[0]++;
            data[1] ^= call.apply(data)[2];
            calls++;
        } while (System.nanoTime() < end);
        return calls * NANOS_PER_SECOND / (processorNanos() - processor);
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Seconds of one scrypt at the standard cost, once this process has compiled it. */
    double scryptSeconds() {
        scrypt();
        long began = System.nanoTime();
        scrypt();
        return (System.nanoTime() - began) / NANOS_PER_SECOND;
    }

    private static void scrypt() {
        SCrypt.generate(new byte[KEY_BYTES], new byte[KEY_BYTES], SCRYPT_N, SCRYPT_R, 1, KEY_BYTES);
    }

    /** True if this is the key's signature of the message. */
    boolean verifies(Signature signature, SigningKey key, Message message) {
        byte[] signed = message.bytesToSign();
        return switch (signature.type()) {
            case BLS -> bls.verify(signature.data().toArray(), key.address().payload(), signed);
            case SECP256K1 -> Secp256k1.verify(signature, key.address(), signed);
            case DELEGATED -> false;
        };
    }
}
