package io.sealstream.preflight.probe;

import io.sealstream.preflight.facts.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks at this machine. */
final class MachineProbe {
    private static final Path PROC = Path.of("/proc");
    private static final long PATIENCE_SECONDS = 5;

    private MachineProbe() {}

    static Machine look() {
        List<String> memory = lines("meminfo");
        List<String> limits = lines("self/limits");
        return new Machine(Runtime.version().toString(), Runtime.version().feature(), System.getProperty("os.arch"),
                KernelFiles.cpuFlags(lines("cpuinfo")), KernelFiles.memory(memory), KernelFiles.hugePages(memory),
                KernelFiles.limit(limits, "Max open files"), KernelFiles.limit(limits, "Max locked memory"), ntp());
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(PROC.resolve(file));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Whether the kernel's clock is kept, as systemd tells it for chrony and ntpd as well; empty on a system without systemd. */
    private static Optional<Boolean> ntp() {
        try {
            Process process = new ProcessBuilder("timedatectl", "show", "--property=NTPSynchronized", "--value")
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return answer.isEmpty() ? Optional.empty() : Optional.of(answer.equals("yes"));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
