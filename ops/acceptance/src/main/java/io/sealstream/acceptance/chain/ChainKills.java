package io.sealstream.acceptance.chain;

import io.sealstream.devnet.up.RpcClient;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Hashes;
import io.sealstream.filecoin.Secp256k1;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Lets callers work on a dev chain, kills it at a random moment, starts it again and looks for everything it had acknowledged. */
final class ChainKills {
    private static final List<String> NAMES = List.of("sender 1", "sender 2", "sender 3");
    private static final int SHORTEST_MILLIS = 100;
    private static final int LONGEST_MILLIS = 2500;
    private static final Duration LANDING = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Path launcher;
    private final Path folder;
    private final Consumer<String> say;
    private final Acknowledged facts = Acknowledged.nothing();
    private final Address receiver = Secp256k1.address(Hashes.blake2b256("receiver".getBytes(StandardCharsets.UTF_8)));
    private final List<Sender> senders = NAMES.stream().map(name -> new Sender(name, receiver)).toList();

    /**
     * @param launcher of a chain with scripted proofs
     * @param folder   new or empty
     * @param say      told of each kill
     */
    ChainKills(Path launcher, Path folder, Consumer<String> say) {
        this.launcher = launcher;
        this.folder = folder;
        this.say = say;
    }

    /**
     * What came of it.
     *
     * @param rounds     one line for each kill
     * @param total      what was acknowledged in all lives
     * @param complaints what was lost; empty when all is well
     */
    record Result(List<String> rounds, String total, List<String> complaints) {}

    Result run(int times, RandomGenerator random) {
        List<String> rounds = new ArrayList<>();
        try (ChainProcess chain = new ChainProcess(launcher, folder)) {
            fund(chain.rpc());
            for (int round = 1; round <= times; round++) {
                Duration life = Duration.ofMillis(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS));
                killInTheMiddle(chain, life);
                rounds.add("| " + round + " | " + life.toMillis() + " ms | " + facts.size() + " |");
                say.accept("kill " + round + " of " + times + " after " + life.toMillis() + " ms: " + facts.size());
                List<String> complaints = new ChainAudit(chain.rpc(), facts).complaints(false);
                if (!complaints.isEmpty()) {
                    return new Result(rounds, facts.size(), complaints);
                }
            }
            return new Result(rounds, facts.size(), atTheEnd(chain.rpc()));
        }
    }

    private void fund(RpcClient rpc) {
        Stream.concat(senders.stream().map(Sender::address), Stream.of(receiver))
                .forEach(address -> rpc.call("Devchain.Fund", address.toString(), "1000 FIL"));
    }

    private void killInTheMiddle(ChainProcess chain, Duration life) {
        ChainLoad load = new ChainLoad(chain.rpc(), facts, senders);
        LockSupport.parkNanos(life.toNanos());
        chain.kill();
        load.awaitEnd();
        chain.restart();
    }

    /** Everything lands; a sender may have one message more in the chain than it has answers, the one that was under way at the last kill. */
    private List<String> atTheEnd(RpcClient rpc) {
        long end = System.nanoTime() + LANDING.toNanos();
        while (!rpc.call("Filecoin.MpoolPending", List.of()).isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        List<String> complaints = new ArrayList<>(new ChainAudit(rpc, facts).complaints(true));
        long nonces = senders.stream()
                .mapToLong(sender -> rpc.call("Filecoin.MpoolGetNonce", sender.address().toString()).longValue()).sum();
        long acknowledged = senders.stream().mapToLong(Sender::acknowledged).sum();
        if (nonces < acknowledged || nonces > acknowledged + senders.size()) {
            complaints.add(acknowledged + " messages were taken, but nonces " + nonces + " are used");
        }
        return complaints;
    }
}
