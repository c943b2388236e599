package io.sealstream.devnet.up;

import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.MessageLanded;
import io.sealstream.schemas.avro.MessageQueued;
import io.sealstream.schemas.avro.PoStProved;
import io.sealstream.schemas.avro.ProofRefused;
import io.sealstream.schemas.avro.StageTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run did: seconds of each stage, messages with their gas, records of each topic. */
final class Summary {
    private static final double MILLIS_PER_SECOND = 1000.0;

    private final EventLog log;

    Summary(EventLog log) {
        this.log = log;
    }

    List<String> lines(Timing timing) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Done: every sector is proven, no faults.");
        timing.phases().forEach((phase, time) -> lines.add("  %-32s %8.1f s".formatted(phase, seconds(time))));
        sectors(lines);
        proofs(lines);
        messages(lines);
        lines.add("Records");
        log.counts().forEach((topic, count) -> lines.add("  %-32s %8d".formatted(topic, count)));
        return lines;
    }

    private void sectors(List<String> lines) {
        Map<String, List<EventLog.Entry>> bySector = new TreeMap<>();
        log.read(Topics.SECTOR_EVENT)
                .forEach(entry -> bySector.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(entry));
        bySector.forEach((sector, events) -> {
            events.stream().map(EventLog.Entry::record).filter(ProofRefused.class::isInstance).map(ProofRefused.class::cast)
                    .forEach(refused -> lines.add("Proof of " + sector + " refused: " + refused.getReason()));
            SectorTimes times = SectorTimes.of(events);
            lines.add("Sector " + sector);
            times.stages().forEach((stage, millis) -> lines.add("  %-32s %8.1f s".formatted(stage, millis / MILLIS_PER_SECOND)));
            lines.add("  %-32s %8.1f s".formatted("waiting for the chain", times.chain() / MILLIS_PER_SECOND));
            lines.add("  %-32s %8.1f s".formatted("everything else", times.overhead() / MILLIS_PER_SECOND));
        });
    }

    private void proofs(List<String> lines) {
        for (EventLog.Entry entry : log.read(Topics.PROVING_EVENT)) {
            if (entry.record() instanceof PoStProved proved) {
                long millis = proved.getStageMillis().stream().mapToLong(StageTime::getMillis).sum();
                lines.add("WindowPoSt " + entry.key());
                lines.add("  %-32s %8.1f s".formatted("vanilla, proof and verification", millis / MILLIS_PER_SECOND));
            }
        }
    }

    private void messages(List<String> lines) {
        Map<String, MessageQueued> queued = new HashMap<>();
        lines.add("Messages");
        for (EventLog.Entry entry : log.read(Topics.MESSAGE_EVENT)) {
            switch (entry.record()) {
                case MessageQueued message -> queued.put(message.getIntent(), message);
                case MessageLanded landed -> lines.add(
                        "  %-32s %,14d gas  exit %d".formatted(name(queued, landed), landed.getGasUsed(), landed.getExitCode()));
                default -> {
                    // Only what landed costs gas.
                }
            }
        }
    }

    private static String name(Map<String, MessageQueued> queued, MessageLanded landed) {
        MessageQueued message = queued.get(landed.getIntent());
        return message == null ? landed.getIntent() : message.getMethodName();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / MILLIS_PER_SECOND;
    }
}
