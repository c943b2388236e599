package io.sealstream.signer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.signer.config.Interfaces.Hub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterfacesTest {
    @TempDir
    Path dir;

    private Interfaces read(String tables) throws IOException {
        Path file = Files.writeString(dir.resolve("signer.toml"),
                "[network]\nname = \"mainnet\"\n[signer]\nhome = \"w\"\n" + tables);
        return SignerConfig.read(file).interfaces();
    }

    @Test
    void shouldServeNoApiAndNoGatewayUnlessToldTo() throws IOException {
        assertThat(read("")).extracting(each -> each.api().isPresent(), each -> each.hub().gateways()).containsExactly(false,
                List.of());
    }

    @Test
    void shouldListenOnLoopbackByDefault() throws IOException {
        Interfaces.Api api = read("[API]").api().orElseThrow();
        assertThat(api.listen()).isEqualTo(new HostPort("127.0.0.1", 5678));
        assertThat(api.address(5678)).isEqualTo("/ip4/127.0.0.1/tcp/5678/http");
        assertThat(api.tokenSuffices()).isFalse();
    }

    @Test
    void shouldNameTheSchemeThatCallersNeed() throws IOException {
        Interfaces.Api api = read("[API]\nListenAddress = \"/ip6/::1/tcp/0/http\"\nTLSCert = \"a.crt\"\nTLSKey = \"a.key\"").api()
                .orElseThrow();
        assertThat(api.listen()).isEqualTo(new HostPort("::1", 0));
        assertThat(api.address(9)).isEqualTo("/ip6/::1/tcp/9/https");
        assertThat(api.tls()).contains(new Interfaces.Tls(dir.resolve("a.crt"), dir.resolve("a.key")));
    }

    @Test
    void shouldNameTheKeyThatIsWrong() {
        for (String bad : List.of("[API]\nListenAddress = \"nowhere\"", "[API]\nTLSCert = \"a\"", "[API]\nTLSKey = \"a\"",
                "[APIRegisterHub]\nRegisterAPI = [\"/ip4/1/tcp\"]", "[APIRegisterHub]\nRegisterApis = []")) {
            String key = bad.substring(bad.indexOf('\n') + 1, bad.indexOf(" ="));
            assertThatExceptionOfType(ConfigException.class).as(bad).isThrownBy(() -> read(bad)).withMessageContaining(key);
        }
    }

    @Test
    void shouldPreferWhatTheCommandLineNamesAndKeepTokensOutOfSight() throws IOException {
        Hub hub = read(
                "[APIRegisterHub]\nRegisterAPI = [\"/ip4/10.0.0.1/tcp/45132\"]\nToken = \"secret\"\nSupportAccounts = [\"a\"]")
                .hub();
        assertThat(hub.or(List.of(), "", List.of())).isEqualTo(hub);
        assertThat(hub.or(List.of("/ip4/10.0.0.2/tcp/1"), "other", List.of("b")))
                .isEqualTo(new Hub(List.of("/ip4/10.0.0.2/tcp/1"), "other", List.of("b")));
        assertThat(hub).asString().doesNotContain("secret");
    }
}
