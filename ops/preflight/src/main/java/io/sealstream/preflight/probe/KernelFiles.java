package io.sealstream.preflight.probe;

import io.sealstream.preflight.facts.Limit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what Linux says of itself under {@code /proc}. Values that are not there are empty or zero. */
final class KernelFiles {
    private static final long KIB = 1024;
    private static final Pattern FLAGS = Pattern.compile("(?:flags|Features)\\s*:(.*)");
    private static final Pattern NUMBER = Pattern.compile("(\\w+):\\s+(\\d{1,15})(?: kB)?");

    private KernelFiles() {}

    /** Flags of the first processor in {@code /proc/cpuinfo}. */
    static Set<String> cpuFlags(List<String> cpuinfo) {
        return cpuinfo.stream().map(FLAGS::matcher).filter(Matcher::matches).findFirst()
                .map(found -> Set.copyOf(Arrays.asList(found.group(1).strip().split("\\s+")))).orElse(Set.of());
    }

    /** Bytes of memory, from {@code /proc/meminfo}. */
    static long memory(List<String> meminfo) {
        return number(meminfo, "MemTotal") * KIB;
    }

    /** Bytes set aside as huge pages of the default size, from {@code /proc/meminfo}. */
    static long hugePages(List<String> meminfo) {
        return number(meminfo, "HugePages_Total") * number(meminfo, "Hugepagesize") * KIB;
    }

    private static long number(List<String> lines, String name) {
        return lines.stream().map(NUMBER::matcher).filter(Matcher::matches).filter(line -> line.group(1).equals(name)).findFirst()
                .map(line -> Long.parseLong(line.group(2))).orElse(0L);
    }

    /**
     * A hard limit, from {@code /proc/self/limits}. The soft one of a JVM says nothing: it raises its own and hands that on.
     *
     * @param name such as {@code Max open files}
     */
    static Limit limit(List<String> limits, String name) {
        Optional<String> hard = limits.stream().filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip().split("\\s+")).filter(fields -> fields.length > 1)
                .map(fields -> fields[1]).findFirst();
        return hard.filter(value -> value.matches("\\d{1,18}")).map(value -> new Limit(Long.parseLong(value))).orElse(Limit.NONE);
    }
}
