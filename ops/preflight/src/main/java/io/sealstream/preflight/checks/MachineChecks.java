package io.sealstream.preflight.checks;

import io.sealstream.preflight.facts.Machine;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.plan.Sealing;
import io.sealstream.preflight.report.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines about the machine itself, for all processes that shall run on it. */
final class MachineChecks {
    private static final int JDK = 25;
    /** RocksDB, Kafka's and Vert.x's connections, and vanilla proofs of a partition, with room. */
    private static final long OPEN_FILES = 65_536;
    /** Instructions without which hashing of layers takes three to six times as long. */
    private static final String SHA_X86 = "sha_ni";
    private static final String SHA_ARM = "sha2";

    private MachineChecks() {}

    static List<Line> lines(Machine machine, List<Plan> plans) {
        List<Sealing> nodes = plans.stream().flatMap(plan -> plan.sealing().stream()).toList();
        List<Line> lines = new ArrayList<>();
        lines.add(jdk(machine));
        if (!nodes.isEmpty()) {
            lines.add(sha(machine, nodes));
            vectors(machine).ifPresent(lines::add);
        }
        lines.add(memory(machine, MemoryNeed.of(plans)));
        hugePages(machine).ifPresent(lines::add);
        lines.add(openFiles(machine));
        locked(machine, nodes).ifPresent(lines::add);
        lines.add(ntp(machine));
        return lines;
    }

    private static Line jdk(Machine machine) {
        return machine.jdkFeature() >= JDK
                ? Line.pass("JDK", machine.jdk())
                : Line.fix("JDK", machine.jdk() + ", and " + JDK + " or newer is needed",
                        "install JDK " + JDK + " (for example Temurin) and set SEALSTREAM_JAVA_HOME to it");
    }

    /**
     * PC1 of a large sector took 35 hours without these instructions, and its ticket holds for 31.5
     * ({@code MAX_PRE_COMMIT_RANDOMNESS_LOOKBACK}, builtin-actors {@code runtime/src/runtime/policy.rs}).
     */
    private static Line sha(Machine machine, List<Sealing> nodes) {
        String flag = machine.arch().equals("aarch64") ? SHA_ARM : SHA_X86;
        if (machine.cpuFlags().contains(flag)) {
            return Line.pass("SHA instructions", flag);
        }
        String fix = "use a processor that has them: AMD since Zen, Intel since Ice Lake";
        boolean large = nodes.stream().anyMatch(node -> node.seals() && node.largest().isLarge());
        return large
                ? Line.fix("SHA instructions", "the processor has no " + flag
                        + ": PC1 of a large sector takes more than a day, and its ticket expires after 31.5 hours", fix)
                : Line.warn("SHA instructions", "the processor has no " + flag + ": PC1 takes some times as long", fix);
    }

    private static Optional<Line> vectors(Machine machine) {
        if (machine.arch().equals("aarch64")) {
            return Optional.empty();
        }
        List<String> missing = List.of("avx2", "adx", "bmi2").stream().filter(flag -> !machine.cpuFlags().contains(flag))
                .toList();
        return Optional.of(missing.isEmpty()
                ? Line.pass("CPU", "avx2, adx, bmi2")
                : Line.warn("CPU", "the processor has no " + String.join(", no ", missing) + ": C2 and PoSt take longer",
                        "measure a WindowPoSt on it before it must prove, or use a processor of 2015 or later"));
    }

    private static Line memory(Machine machine, MemoryNeed need) {
        long usable = machine.memory() - machine.hugePages();
        String found = Sizes.text(usable);
        if (usable < need.least()) {
            return Line.fix("memory", found + ", and the pools need at least " + Sizes.text(need.least()) + " when all are busy",
                    "add memory, or make the pools smaller in [pools]");
        }
        return usable >= need.most()
                ? Line.pass("memory", found)
                : Line.warn("memory", found + ", and the pools may need " + Sizes.text(need.most()) + " at their peak",
                        "add swap on a fast disk (" + Sizes.text(need.most() - usable) + "), or make the pools smaller");
    }

    private static Optional<Line> hugePages(Machine machine) {
        return machine.hugePages() == 0
                ? Optional.empty()
                : Optional.of(
                        Line.warn("huge pages", Sizes.text(machine.hugePages()) + " are set aside, and nothing here uses them",
                                "free them: sysctl vm.nr_hugepages=0 (and remove the setting from /etc/sysctl.d)"));
    }

    private static Line openFiles(Machine machine) {
        long limit = machine.openFiles().value();
        return limit >= OPEN_FILES
                ? Line.pass("open files", machine.openFiles().toString())
                : Line.fix("open files", "at most " + limit + ", and " + OPEN_FILES + " are needed",
                        "LimitNOFILE=" + OPEN_FILES + " in the systemd unit, or ulimit -Hn " + OPEN_FILES + " in the shell");
    }

    /** With several cores PC1 locks two layers in memory (storage-proofs-porep {@code memory_handling.rs}, {@code allocate_layer}). */
    private static Optional<Line> locked(Machine machine, List<Sealing> nodes) {
        long need = nodes.stream().filter(Sealing::multicore).filter(Sealing::seals)
                .mapToLong(node -> 2 * node.largest().bytes()).max().orElse(0);
        if (need == 0) {
            return Optional.empty();
        }
        return Optional.of(machine.locked().value() >= need
                ? Line.pass("locked memory", machine.locked().toString())
                : Line.warn("locked memory",
                        "at most " + Sizes.text(machine.locked().value()) + ", and PC1 locks " + Sizes.text(need)
                                + "; without that its layers may be swapped out",
                        "LimitMEMLOCK=infinity in the systemd unit, or ulimit -l unlimited"));
    }

    private static Line ntp(Machine machine) {
        String fix = "run chrony or systemd-timesyncd, and see 'timedatectl'";
        return machine.ntp().map(kept -> kept
                ? Line.pass("clock", "kept by NTP")
                : Line.fix("clock", "not kept by NTP: proofs and messages would miss their epochs", fix))
                .orElseGet(() -> Line.warn("clock", "whether NTP keeps it cannot be told here", fix));
    }
}
