package io.sealstream.signer.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.TestStatements;
import io.sealstream.signer.TestStatements.Sample;
import io.sealstream.signer.domain.SigningPolicy;
import io.sealstream.signer.domain.StatementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellFilterTest {
    private static final Address KEY = Address.bls(new byte[48]);
    private static final Bytes MESSAGE = Bytes.of(TestMessages.recovery(KEY, 1).toCbor());

    @TempDir
    Path dir;

    private static Optional<String> asked(String command) {
        return filter(command, ShellFilter.LIMIT).objection(Ask.MESSAGE, MESSAGE);
    }

    private static ShellFilter filter(String command, Duration limit) {
        return new ShellFilter(SigningPolicy::sealing, command, limit);
    }

    @Test
    void shouldAgreeWhenTheCommandEndsWell() {
        assertThat(asked("exit 0")).isEmpty();
        assertThat(asked("cat > /dev/null")).isEmpty();
    }

    @Test
    void shouldRefuseWithWhatTheCommandSays() {
        assertThat(asked("echo never on a sunday; exit 3").orElseThrow()).contains("[SignFilter]")
                .endsWith("exit code 3 (never on a sunday)");
        assertThat(asked("echo >&2 no; false").orElseThrow()).endsWith("exit code 1 (no)");
        assertThat(asked("no-such-command-anywhere").orElseThrow()).contains("exit code 127");
        assertThat(asked("printf 'a\\033[2Jb'; false").orElseThrow()).endsWith("(a?[2Jb)");
    }

    @Test
    void shouldRefuseWhenThereIsNoAnswerInTime() {
        assertThat(filter("cat; sleep 600", Duration.ofMillis(200)).objection(Ask.MESSAGE, MESSAGE).orElseThrow())
                .contains("no answer in 200 ms");
    }

    @Test
    void shouldNotHangOnACommandThatReadsNothingOrSaysMuch() {
        Bytes large = Bytes.of(new byte[200_000]);
        assertThat(filter("exit 0", ShellFilter.LIMIT).objection("unknown", large)).isEmpty();
        assertThat(filter("head -c 1000000 /dev/zero", ShellFilter.LIMIT).objection("unknown", large)).isEmpty();
    }

    @Test
    void shouldShowMessagesAsVenusWalletDoes() throws IOException {
        Path seen = dir.resolve("seen");
        Message message = TestMessages.recovery(KEY, 7);
        filter("cat > " + seen, ShellFilter.LIMIT).objection(Ask.MESSAGE, Bytes.of(message.toCbor()));
        assertThat(Files.readString(seen)).startsWith("{\"SignType\":\"message\",\"Data\":{").contains("\"Nonce\":7")
                .contains("\"Method\":11").contains("\"To\":\"f01000\"");
    }

    @Test
    void shouldShowEveryStatementDecoded() {
        for (Sample sample : TestStatements.all()) {
            boolean bytes = sample.type() == StatementType.UNKNOWN || sample.type() == StatementType.F3;
            assertThat(FilterInput.of(sample.type().label(), sample.data()).path("Data").isObject()).as(sample.type().label())
                    .isEqualTo(!bytes);
        }
    }

    @Test
    void shouldLetProofsToGatewaysPass() {
        assertThat(filter("false", ShellFilter.LIMIT).objection("verifyaddress", MESSAGE)).isEmpty();
    }

    @Test
    void shouldBeNoFilterWithoutACommand() {
        assertThat(Consent.of(SigningPolicy::sealing, Optional.empty()).objection(Ask.MESSAGE, MESSAGE)).isEmpty();
        assertThat(Consent.of(SigningPolicy::sealing, Optional.of("false")).objection(Ask.MESSAGE, MESSAGE)).isPresent();
    }
}
