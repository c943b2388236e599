package io.sealstream.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What a password costs in a wallet with so many keys: seconds of calls over JSON-RPC, and memory of the idle process.
 *
 * @param keys        in the wallet
 * @param unlock      in a process just started
 * @param firstSign   first signature of a key after that
 * @param secondSign  of the same key
 * @param again       the median of three more unlockings of the same process
 * @param fresh       just started, locked
 * @param unlocked    after unlocking and two signatures
 * @param locked      locked again
 */
record PasswordCost(int keys, double unlock, double firstSign, double secondSign, double again, ProcessCost fresh,
        ProcessCost unlocked, ProcessCost locked) {
    private static final int TIMES = 3;
    private static final double MEDIAN = 0.5;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    /**
     * Measures a process that was just started, and leaves it unlocked.
     *
     * @param nonce  of the first message to sign; the next one is used, too
     * @param settle rest before memory is looked at
     */
    static PasswordCost measure(SignerDaemon daemon, List<SigningKey> keys, long nonce, Duration settle) {
        SignerApi api = daemon.api();
        ProcessCost fresh = rested(daemon, settle);
        double unlock = seconds(() -> api.unlock(SignerDaemon.PASSWORD));
        SigningKey key = keys.getFirst();
        double first = seconds(() -> SignerApi.await(api.sign(key, key.message(nonce))));
        double second = seconds(() -> SignerApi.await(api.sign(key, key.message(nonce + 1))));
        ProcessCost unlocked = rested(daemon, settle);
        api.lock(SignerDaemon.PASSWORD);
        ProcessCost locked = rested(daemon, settle);
        double again = again(api);
        return new PasswordCost(keys.size(), unlock, first, second, again, fresh, unlocked, locked);
    }

    private static double again(SignerApi api) {
        long[] nanos = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            if (i > 0) {
                api.lock(SignerDaemon.PASSWORD);
            }
            nanos[i] = nanos(() -> api.unlock(SignerDaemon.PASSWORD));
        }
        return new Latencies(nanos, 1).millis(MEDIAN) / MILLIS_PER_SECOND;
    }

    private static ProcessCost rested(SignerDaemon daemon, Duration settle) {
        LockSupport.parkNanos(settle.toNanos());
        return daemon.cost();
    }

    private static double seconds(Runnable call) {
        return nanos(call) / NANOS_PER_SECOND;
    }

    private static long nanos(Runnable call) {
        long began = System.nanoTime();
        call.run();
        return System.nanoTime() - began;
    }
}
