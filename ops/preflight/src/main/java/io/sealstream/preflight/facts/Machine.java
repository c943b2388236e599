package io.sealstream.preflight.facts;

import java.util.Optional;
import java.util.Set;

/**
 * This machine.
 *
 * @param jdk        version of the JDK, such as {@code 25.0.1}
 * @param jdkFeature its first number
 * @param arch       {@code amd64} or {@code aarch64}
 * @param cpuFlags   what the processor can, in the kernel's words ({@code /proc/cpuinfo})
 * @param memory     bytes of memory
 * @param hugePages  bytes of it that are set aside as huge pages
 * @param openFiles  most files that a process may have open
 * @param locked     most bytes that a process may lock in memory
 * @param ntp        whether the kernel's clock is kept by NTP, where that can be told
 */
public record Machine(String jdk, int jdkFeature, String arch, Set<String> cpuFlags, long memory, long hugePages, Limit openFiles,
        Limit locked, Optional<Boolean> ntp) {
    public Machine {
        cpuFlags = Set.copyOf(cpuFlags);
    }
}
