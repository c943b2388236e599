package io.sealstream.bench;

import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The table of signatures under load, for one key of each curve, and the proof that each request over Kafka was answered once. */
final class SignTable {
    private static final List<Integer> OVER_KAFKA = List.of(1, 16, 256);
    private static final List<Integer> OVER_RPC = List.of(1, 16);

    private final LocalBroker broker;
    private final SignerDaemon daemon;
    private final BareLibrary library;
    private final Report report;

    /** @param daemon unlocked */
    SignTable(LocalBroker broker, SignerDaemon daemon, BareLibrary library, Report report) {
        this.broker = broker;
        this.daemon = daemon;
        this.library = library;
        this.report = report;
    }

    /** @param keys the first ones are of different types */
    void measure(List<SigningKey> keys, Duration warm, Duration time) {
        intro();
        SignLoad.head(report);
        KafkaClients clients = broker.clients();
        try (Serdes serdes = broker.serdes()) {
            long sent = 0;
            for (SigningKey key : keys.subList(0, BareLibrary.TYPES.size())) {
                SignLoad load = new SignLoad(key.type(), daemon::cost, warm, time, report);
                load.bare(library.perCoreSecond(key.type(), warm, time));
                AnswerCheck check = new AnswerCheck(library, key);
                try (KafkaSignTrip kafka = new KafkaSignTrip(clients, serdes, key, check);
                        RpcSignTrip rpc = new RpcSignTrip(daemon.api(), key, check)) {
                    sent += load.run("Kafka", kafka, OVER_KAFKA);
                    load.run("JSON-RPC", rpc, OVER_RPC);
                }
            }
            exactlyOnce(SignedOnce.count(clients, serdes), sent);
        }
    }

    private void intro() {
        Latencies disk = DiskProbe.syncs(broker.folder());
        report.line("").line("## Load").line("")
                .line("One key of each curve, messages `DeclareFaultsRecovered`, every decision in the record (`synchronous=FULL`) before its"
                        + " answer. \"Of a core\": signatures for each second of processor time that the signer's process took, with its"
                        + " collector and compiler; the bare call on one thread of the client. Broker and client share the machine. An append"
                        + " of 4 KiB with its sync takes "
                        + String.format(Locale.ROOT, "%.1f ms (p50), %.1f ms (p99)", disk.millis(SignLoad.MEDIAN),
                                disk.millis(SignLoad.TAIL))
                        + " on the disk of this run (" + DiskProbe.fileSystem(broker.folder()) + ").")
                .line("");
    }

    private void exactlyOnce(long signed, long sent) {
        if (signed != sent) {
            throw new BenchException(sent + " requests were sent, and " + signed + " are answered with a signature");
        }
        report.line("")
                .line("All " + sent + " requests over Kafka are in `sign.result` exactly once, read from it afterwards; every "
                        + AnswerCheck.EACH + "th signature of both ways was verified.");
    }
}
