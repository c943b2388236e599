package io.sealstream.signer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.signer.config.PolicyBook;
import io.sealstream.signer.domain.CallSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SIGHUP does; that it arrives is seen by the acceptance run, on a process of its own. */
class PolicySignalTest {
    @TempDir
    Path dir;

    @Test
    void shouldReadThePolicyAnewAndKeepItWhereTheFileIsWrong() throws IOException {
        Path file = Files.writeString(dir.resolve("policy.toml"), "");
        PolicyBook policy = PolicyBook.open(new PolicyBook.Settings(file, CallSet.parse(List.of()), false));
        Files.writeString(file, "[[rule]]\nname = \"post\"\nkeys = [\"*\"]\nmethods = [\"post-only\"]\n");
        PolicySignal.reload(policy);
        assertThat(policy.get().rules()).hasSize(1);
        Files.writeString(file, "[[rule]]\n");
        PolicySignal.reload(policy);
        assertThat(policy.get().rules()).hasSize(1);
    }
}
