package io.sealstream.preflight.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.preflight.facts.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelFilesTest {
    @Test
    void shouldReadTheFlagsOfBothArchitectures() {
        assertThat(KernelFiles.cpuFlags(List.of("processor\t: 0", "flags\t\t: fpu sha_ni avx2", "flags\t\t: fpu")))
                .containsExactlyInAnyOrder("fpu", "sha_ni", "avx2");
        assertThat(KernelFiles.cpuFlags(List.of("Features\t: fp asimd sha2"))).contains("sha2");
        assertThat(KernelFiles.cpuFlags(List.of())).isEmpty();
    }

    @Test
    void shouldReadMemoryAndHugePages() {
        List<String> meminfo = List.of("MemTotal:       131072 kB", "HugePages_Total:       8", "HugePages_Free:        8",
                "Hugepagesize:       2048 kB");

        assertThat(KernelFiles.memory(meminfo)).isEqualTo(128L << 20);
        assertThat(KernelFiles.hugePages(meminfo)).isEqualTo(16L << 20);
        assertThat(KernelFiles.memory(List.of())).isZero();
    }

    @Test
    void shouldReadHardLimits() {
        List<String> limits = List.of("Limit                     Soft Limit           Hard Limit           Units     ",
                "Max open files            1024                 524288               files     ",
                "Max locked memory         8388608              unlimited            bytes     ");

        assertThat(KernelFiles.limit(limits, "Max open files")).isEqualTo(new Limit(524_288));
        assertThat(KernelFiles.limit(limits, "Max locked memory")).isEqualTo(Limit.NONE);
    }
}
