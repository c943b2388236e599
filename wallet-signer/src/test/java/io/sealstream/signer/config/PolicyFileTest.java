package io.sealstream.signer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.signer.domain.CallSet;
import io.sealstream.signer.domain.Caller;
import io.sealstream.signer.domain.Hours;
import io.sealstream.signer.domain.Limits;
import io.sealstream.signer.domain.RawType;
import io.sealstream.signer.domain.Rule;
import io.sealstream.signer.domain.Scope;
import io.sealstream.signer.domain.SigningPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
    private static final Address KEY = Address.bls(new byte[48]);
    private static final String RULE = """
                                       unknown = ["%1$s"]
                                       [[rule]]
                                       name = "money"
                                       keys = ["%1$s"]
                                       callers = ["cli", "rpc:boss"]
                                       methods = ["send", "post-only"]
                                       actors = ["f01000"]
                                       recipients = ["f01234"]
                                       value-per-message = "1 FIL"
                                       value-per-day = "5 FIL"
                                       fee = "0.1 FIL"
                                       fee-cap = "2 nanoFIL"
                                       hours = "08:00-18:00"
                                       [[rule]]
                                       name = "nothing"
                                       effect = "deny"
                                       keys = ["*"]
                                       methods = ["*"]
                                       """.formatted(KEY);

    @TempDir
    Path dir;

    private SigningPolicy read(String text) {
        try {
            Path file = Files.writeString(dir.resolve("policy.toml"), text);
            return PolicyFile.read(file, CallSet.parse(List.of("send")), false);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldReadEveryKeyOfARule() {
        SigningPolicy policy = read(RULE);
        Rule money = new Rule("money", true,
                new Scope(Set.of(KEY), Set.of(Caller.CLI, Caller.parse("rpc:boss")), CallSet.parse(List.of("send", "post-only")),
                        Set.of(Address.id(1000)), Set.of(Address.id(1234))),
                new Limits(TokenAmount.ofFil(1), TokenAmount.ofFil(5), TokenAmount.parse("100 milliFIL"),
                        TokenAmount.ofNanoFil(2),
                        Hours.parse("08:00-18:00")));
        Rule nothing = new Rule("nothing", false, new Scope(Set.of(), Set.of(), CallSet.parse(List.of("*")), Set.of(), Set.of()),
                Limits.NONE);
        assertThat(policy.rules()).containsExactly(money, nothing);
        assertThat(policy.raw().refusal(RawType.UNKNOWN, KEY)).isEmpty();
        assertThat(policy.countedRules(KEY)).containsExactly("money");
    }

    @Test
    void shouldTellThePolicyInWords() {
        assertThat(read(RULE).text()).containsExactly(
                "rule 'money': " + KEY
                        + " may sign miner.DeclareFaults, miner.DeclareFaultsRecovered, miner.SubmitWindowedPoSt, send"
                        + " to actors f01000; sends only to f01234; asked by cli, rpc:boss; value at most 1 FIL a message, value at most"
                        + " 5 FIL in 24 hours, gas fee at most 100 milliFIL a message, fee cap at most 2 nanoFIL, 08:00-18:00 UTC",
                "rule 'nothing': every key may not sign every call that the signer understands",
                "no-ops: signed unless a rule names and denies them", "keys with rules: nothing else",
                "keys without rules: " + CallSet.parse(List.of("sealing")).text() + "; by signer.allow also send",
                "bytes of type unknown: signed for " + KEY, "bytes of type f3: not signed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "name = \"money\"|name = \"\"|rule.name|cannot name a rule",
        "name = \"nothing\"|name = \"money\"|rule.name|used twice", "\"deny\"|\"maybe\"|rule.effect|\"allow\" or \"deny\"",
        "[\"*\"]\\nmethods|[]\\nmethods|rule.keys|names no key", "methods = [\"*\"]|methods = []|rule.methods|names no method",
        "\"post-only\"|\"post\"|rule.methods|'post'", "rpc:boss|fax|rule.callers|'fax' is no caller",
        "f01000|f0x|rule.actors|f0x", "1 FIL|1 EUR|rule.value-per-message|1 EUR", "5 FIL|-5 FIL|rule.value-per-day|negative",
        "08:00-|8-|rule.hours|'8-18:00'", "fee-cap|fee-cup|rule.fee-cup|unknown key"})
    void shouldNamePlaceOfAMistake(String before, String after, String key, String what) {
        String text = RULE.replace(before.replace("\\n", "\n"), after.replace("\\n", "\n"));
        assertThat(text).isNotEqualTo(RULE);
        assertThatThrownBy(() -> read(text)).isInstanceOf(ConfigException.class).hasMessageContaining("policy.toml:")
                .hasMessageContaining(key).hasMessageContaining(what);
    }

    @Test
    void shouldRefuseLimitsOfADenial() {
        assertThatThrownBy(() -> read(RULE + "fee = \"1 FIL\"\n")).hasMessageContaining("rule 'nothing' denies");
    }

    @Test
    void shouldKeepOldPolicyWhenTheNewFileIsBad() throws IOException {
        Path file = Files.writeString(dir.resolve("policy.toml"), RULE);
        PolicyBook book = PolicyBook.open(new PolicyBook.Settings(file, CallSet.parse(List.of()), false));
        Files.writeString(file, "[[rule]]\n");
        assertThatThrownBy(book::reload).isInstanceOf(ConfigException.class);
        assertThat(book.get().rules()).hasSize(2);
        Files.writeString(file, "");
        assertThat(book.reload().rules()).isEmpty();
        assertThat(book.get().rules()).isEmpty();
    }

    @Test
    void shouldReadItsOwnSampleAlsoWithEveryRuleInForce() throws IOException {
        String sample = Files.readString(Path.of("policy.toml"));
        assertThat(read(sample).rules()).isEmpty();
        String inForce = sample.replaceAll("(?m)^# (\\[\\[rule|[a-z-0-9]+ = )", "$1").replace("f3...", KEY.toString())
                .replace("f1...", Address.id(1234).toString());
        assertThat(read(inForce).rules()).extracting(Rule::name).containsExactly("proofs", "money", "no withdrawal");
    }
}
