package io.sealstream.devnet.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.devnet.testing.SecureKafka;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.TomlConfig;
import io.sealstream.schemas.kafka.KafkaSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A devnet whose broker knows its users. */
class SecureHomeTest {
    @TempDir
    private Path dir;
    private DevnetHome home = new DevnetHome(Path.of("."));

    @BeforeEach
    void open() {
        home = new DevnetHome(dir.resolve("home"));
    }

    private ConfigFiles configs() {
        Map<String, Integer> ports = Stream.of(Ports.BROKER, Ports.REGISTRY, Ports.CHAIN, Ports.SIGNER, Ports.MANAGER, Ports.NODE)
                .collect(Collectors.toMap(name -> name, String::length));
        return new ConfigFiles(home, DevnetState.INITIAL.withPorts(ports).withMiner("f01000"), dir.resolve("parameters"),
                Devnet.Shape.USUAL);
    }

    private static KafkaSettings settings(Path config) {
        ConfigTable root = TomlConfig.read(config).root();
        return KafkaSettings.from(root.table("kafka"), "devnet");
    }

    private static Map<String, String> properties(Path config) {
        return settings(config).properties();
    }

    @Test
    void shouldGiveEachProcessAUserOfItsOwn() {
        home.secure(SecureKafka.certificates());
        ConfigFiles configs = configs();

        configs.writeAll();

        Map.of(Fleet.MANAGER, "stream-manager", Fleet.NODE, "sealer-node", Fleet.SIGNER, "wallet-signer", "operator", "operator")
                .forEach((process, user) -> assertThat(properties(home.config(process)))
                        .isEqualTo(home.secrets().orElseThrow().login(user).properties()));
        assertThat(configs.operator()).isEqualTo(home.config("operator"));
        assertThat(settings(home.config("operator"))).isEqualTo(configs.clients());
        assertThat(configs.clients().properties()).isEqualTo(properties(home.config("operator")));
        assertThat(configs.commandOf(Fleet.BROKER, new Commands(dir, home))).containsSequence("--secrets",
                home.root().resolve("secrets").toString());
    }

    @Test
    void shouldShowTheRegistryWhoEachProcessIsAndLetTheOperatorAloneRegister() {
        home.secure(SecureKafka.certificates());

        configs().writeAll();

        KafkaSettings node = settings(home.config(Fleet.NODE));
        assertThat(node.registry().urls()).allMatch(url -> url.getScheme().equals("https"));
        assertThat(node.registry().basic())
                .contains("sealer-node:" + home.secrets().orElseThrow().login("sealer-node").password());
        assertThat(Stream.of(Fleet.MANAGER, Fleet.NODE, Fleet.SIGNER, "operator")
                .filter(process -> settings(home.config(process)).autoRegister())).containsExactly("operator");
    }

    @Test
    void shouldLeaveAnOpenDevnetAsItWas() {
        ConfigFiles configs = configs();

        configs.writeAll();

        assertThat(properties(home.config(Fleet.MANAGER))).isEmpty();
        assertThat(settings(home.config(Fleet.MANAGER)).registry().basic()).isEmpty();
        assertThat(configs.operator()).isEqualTo(home.config(Fleet.MANAGER));
        assertThat(home.config("operator")).doesNotExist();
        assertThat(configs.commandOf(Fleet.BROKER, new Commands(dir, home))).doesNotContain("--secrets");
    }

    @Test
    void shouldStayWhatItWasAtItsFirstStart() {
        home.remember(DevnetState.INITIAL);

        assertThatThrownBy(() -> home.secure(SecureKafka.certificates())).isInstanceOf(DevnetException.class)
                .hasMessageContaining("began without --secure").hasMessageContaining("choose another --home");
    }

    @Test
    void shouldCompleteSecretsThatWereBrokenOff() throws Exception {
        home.secure(SecureKafka.certificates());
        Path password = home.secrets().orElseThrow().passwordFile("operator");
        Path certificate = home.root().resolve("secrets").resolve("127.0.0.1.pem");
        List<String> authority = Files.readAllLines(home.secrets().orElseThrow().ca());
        Files.delete(password);
        Files.delete(certificate);

        home.remember(DevnetState.INITIAL);
        home.secure(SecureKafka.certificates());

        assertThat(password).exists();
        assertThat(certificate).exists();
        assertThat(Files.readAllLines(home.secrets().orElseThrow().ca())).isEqualTo(authority);
    }
}
