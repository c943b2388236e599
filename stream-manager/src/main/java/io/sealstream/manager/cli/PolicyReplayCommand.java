package io.sealstream.manager.cli;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.manager.config.ManagerConfig;
import io.sealstream.manager.config.PolicyFile;
import io.sealstream.manager.config.PolicyFiles;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.replay.LoggedEvent;
import io.sealstream.manager.replay.Selection;
import io.sealstream.manager.whatif.Arrival;
import io.sealstream.manager.whatif.Clocks;
import io.sealstream.manager.whatif.Contender;
import io.sealstream.manager.whatif.FeeSeries;
import io.sealstream.manager.whatif.Reality;
import io.sealstream.manager.whatif.Recording;
import io.sealstream.manager.whatif.Recordings;
import io.sealstream.manager.whatif.Simulation;
import io.sealstream.manager.wire.PolicyRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy-replay}: what recorded sectors would have cost under other policies. */
@Command(name = "policy-replay", mixinStandardHelpOptions = true,
        description = "Sends the recorded sectors of a miner again under other policies and a series of base fees, and prints messages, gas, "
                + "burnt FIL, waits, near expiries and missed clocks beside what really happened. Only the exact terms of gas are counted as "
                + "burnt; gas of reading and writing state stands apart. Reads only.")
final class PolicyReplayCommand implements Callable<Integer> {
    @Option(names = "--events", paramLabel = "FILE",
            description = "Recorded events: a file that `stream-manager replay --export FILE` wrote.")
    private @Nullable Path events;
    @Option(names = "--config", paramLabel = "FILE",
            description = "Configuration of the manager: read the events of its cluster instead.")
    private @Nullable Path config;
    @Option(names = "--base-fees", paramLabel = "FILE",
            description = "CSV lines epoch,attoFIL; `ops/bin/chain export-base-fee` makes one from any chain node.")
    private @Nullable Path baseFees;
    @Option(names = "--policy", paramLabel = "FILE", description = "Policy file to send under; may be given several times.")
    private List<Path> policies = List.of();
    @Option(names = "--miner", paramLabel = "MINER",
            description = "Whose sectors; needed where the events are of several miners.")
    private @Nullable ActorId miner;
    @Option(names = "--network", paramLabel = "NAME", defaultValue = "mainnet",
            description = "Whose clocks hold (default: ${DEFAULT-VALUE}).")
    private String network = "";
    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;
    @Spec
    private @Nullable CommandSpec spec;
    private final Surroundings surroundings;

    /** Who sends does not matter here, and no chain is asked for the key behind an id. */
    private static final Address ANY_KEY = Address.bls(new byte[48]);

    PolicyReplayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (policies.isEmpty()) {
            throw new CliFailure("--policy FILE is missing; give at least one policy to compare with");
        }
        Clocks clocks = clocks();
        FeeSeries fees = fees(Given.option(baseFees, "--base-fees FILE"));
        Recording recording = recording();
        List<Arrival> arrivals = recording.arrivals();
        requireFees(fees, arrivals, recording);
        Reality reality = Reality.of(recording, fees, clocks);
        PolicyReport report = new PolicyReport(recording.miner(), arrivals.size(), reality, policies.stream()
                .map(file -> Simulation.run(arrivals, fees, clocks, contender(file, arrivals, recording.miner()))).toList());
        report.print(Given.out(spec), json);
        return 0;
    }

    private Clocks clocks() {
        try {
            return Clocks.of(NetworkPolicy.named(network));
        } catch (IllegalArgumentException e) {
            throw new CliFailure("--network " + network + ": " + e.getMessage());
        }
    }

    private static FeeSeries fees(Path file) {
        try {
            return FeeSeries.parse(Files.readString(file));
        } catch (IOException e) {
            throw new CliFailure("--base-fees " + file + " cannot be read (" + e + "); give a file of lines epoch,attoFIL");
        } catch (CodecException e) {
            throw new CliFailure("--base-fees " + file + ": " + e.getMessage());
        }
    }

    private Recording recording() {
        if ((events == null) == (config == null)) {
            throw new CliFailure("give either --events FILE, or --config FILE, which names a cluster");
        }
        Recordings recordings = new Recordings();
        surroundings.events(new ReplayRequest(() -> ManagerConfig.read(Given.option(config, "--config FILE")),
                Optional.ofNullable(events), Optional.empty(), Selection.ALL), each -> take(recordings, each));
        return recordings.of(miner).orElseThrow(() -> new CliFailure(miner == null
                ? "the events are of " + (recordings.miners().isEmpty() ? "no miner" : "several miners") + " "
                        + recordings.miners()
                        + "; name one with --miner"
                : "there are no events of " + miner + ", only of " + recordings.miners()));
    }

    private static void take(Recordings recordings, LoggedEvent event) {
        recordings.take(event.event().meta().epoch(), event.event().event());
    }

    private static void requireFees(FeeSeries fees, List<Arrival> arrivals, Recording recording) {
        long from = arrivals.stream().mapToLong(each -> each.ready().value()).min()
                .orElseThrow(() -> new CliFailure("no sector of " + recording.miner() + " was sealed in these events"));
        if (fees.first() > from || fees.last() < recording.last().value() - FeeSeries.SAMPLE) {
            throw new CliFailure(
                    "the base fees are of epochs " + fees.first() + " to " + fees.last() + ", the events of " + from + " to "
                            + recording.last() + "; export the fees of these epochs and of a day before them");
        }
    }

    /** A file for several miners is read for the recorded one; one that names another miner is another way to run it. */
    private static Contender contender(Path file, List<Arrival> arrivals, ActorId recorded) {
        List<PolicyFile> policies = PolicyFiles.read(file, Optional.empty(), List.of());
        PolicyFile policy = policies.stream().filter(each -> each.miner().equals(recorded)).findFirst()
                .orElse(policies.getFirst());
        SectorSize size = arrivals.getFirst().type().sectorSize();
        MinerPolicy read = PolicyRecords.read(policy.policyFor(size, sender -> sender.isKey() ? sender : ANY_KEY));
        read.fault().ifPresent(fault -> {
            throw new CliFailure(file + ": " + fault);
        });
        return Contender.of(file.toString(), read);
    }
}
