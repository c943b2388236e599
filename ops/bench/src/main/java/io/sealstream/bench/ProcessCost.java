package io.sealstream.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process and its children have cost so far, from {@code /proc}.
 *
 * @param ticks     processor time in ticks of 10 ms
 * @param mebibytes proportional set size now
 * @param resident  resident set size now, MiB: pages that other processes map, too, count in full
 */
record ProcessCost(long ticks, long mebibytes, long resident) {
    /** Fixed by the kernel's interface: {@code USER_HZ}. */
    private static final double TICKS_PER_SECOND = 100;
    /** Fields of {@code stat} after the command's closing parenthesis, from 0. */
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int KIB_PER_MIB = 1024;

    static ProcessCost of(long pid) {
        List<Long> family = Stream.concat(Stream.of(pid),
                ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).map(ProcessHandle::pid)).toList();
        long ticks = 0;
        long proportional = 0;
        long resident = 0;
        for (long each : family) {
            Path proc = Path.of("/proc", Long.toString(each));
            ticks += ticks(read(proc.resolve("stat")));
            String rollup = read(proc.resolve("smaps_rollup"));
            proportional += kibibytes("Pss:", rollup);
            resident += kibibytes("Rss:", rollup);
        }
        return new ProcessCost(ticks, proportional / KIB_PER_MIB, resident / KIB_PER_MIB);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** User and system time in a line of {@code stat}; the command's name may hold anything. */
    static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    }

    /** A line of a {@code smaps_rollup}, such as {@code Pss:}. */
    static long kibibytes(String name, String rollup) {
        return rollup.lines().filter(line -> line.startsWith(name)).map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong).findFirst().orElseThrow(() -> new BenchException("no " + name + " in: " + rollup));
    }

    double secondsSince(ProcessCost before) {
        return (ticks - before.ticks) / TICKS_PER_SECOND;
    }
}
