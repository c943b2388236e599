package io.sealstream.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A real wallet-signer, asked over Kafka and JSON-RPC, beside the bare calls of the same libraries; what passwords cost; memory. */
@Command(name = "signer", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures a wallet-signer process over Kafka and JSON-RPC, beside the bare library calls; unlocking; memory.")
final class SignerBench implements Callable<Integer> {
    @ParentCommand
    private @Nullable Main main;

    @Option(names = "--seconds", defaultValue = "5", paramLabel = "N",
            description = "Seconds of each measurement under load. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--warm", defaultValue = "2", paramLabel = "N",
            description = "Seconds of warm-up before each, thrice as many before the first of a way. Default: ${DEFAULT-VALUE}.")
    private int warm;

    @Option(names = "--keys", split = ",", defaultValue = "1,10,100", paramLabel = "N",
            description = "Numbers of keys in the wallet for which unlocking is measured, rising. Default: ${DEFAULT-VALUE}.")
    private List<Integer> keys = List.of();

    @Option(names = "--quick", description = "A check that all of it works: 1 second each, 1 to 3 keys; numbers mean little.")
    private boolean quick;

    @Option(names = "--report", paramLabel = "FILE",
            description = "Where the result goes. Default: ops/bench/results/signer-DATE.md, with --quick nowhere.")
    private @Nullable Path file;

    @Override
    public Integer call() {
        shorten();
        Path root = Main.root(main);
        Report report = new Report("signer", "Signatures a second").machine(root).line("Command: `" + command() + "`.");
        measure(root, report);
        report.loadAtTheEnd();
        write(root, report);
        Main.say(main, report.toString());
        return 0;
    }

    private void shorten() {
        if (quick) {
            seconds = 1;
            warm = 1;
            keys = List.of(1, 2, 3);
        }
        if (keys.getFirst() < 1 || keys.getLast() < BareLibrary.TYPES.size()
                || !keys.equals(keys.stream().sorted().distinct().toList())) {
            throw new BenchException("--keys is " + keys + "; name rising numbers from 1, the last one at least "
                    + BareLibrary.TYPES.size() + ", such as 1,10,100");
        }
    }

    private String command() {
        return "ops/bench/signer --seconds " + seconds + " --warm " + warm + " --keys "
                + keys.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private void measure(Path root, Report report) {
        BareLibrary library = new BareLibrary();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (LocalBroker broker = LocalBroker.start(root.resolve("ops/bin"))) {
            broker.prepare("devnet");
            try (SignerDaemon daemon = new SignerDaemon(broker, vertx)) {
                List<SigningKey> made = new PasswordTables(daemon, library, report).measure(keys);
                new SignTable(broker, daemon, library, report).measure(made, Duration.ofSeconds(warm),
                        Duration.ofSeconds(seconds));
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void write(Path root, Report report) {
        if (file != null) {
            report.writeTo(file);
        } else if (!quick) {
            report.write(root.resolve("ops/bench/results"));
        }
    }
}
