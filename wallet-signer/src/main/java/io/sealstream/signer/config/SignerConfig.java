package io.sealstream.signer.config;

import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.config.TomlConfig;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.signer.domain.SigningPolicy;
import io.sealstream.signer.keys.ScryptCost;
import java.nio.file.Path;
import java.util.List;

/**
 * The configuration of a signer; {@code wallet-signer.toml} beside the module explains each key.
 *
 * @param kafka   the cluster
 * @param network name of the network that the cluster must belong to
 * @param listen  of the status server
 * @param signer  what is the signer's own
 */
public record SignerConfig(KafkaSettings kafka, String network, HostPort listen, Own signer) {
    private static final String DEFAULT_NAME = "wallet-signer";
    private static final String NAME_FORM = "[a-z0-9][a-z0-9.-]{0,60}";

    /**
     * Table {@code [signer]}.
     *
     * @param home          folder of keys and record
     * @param name          of this signer in the cluster: its consumer group and transactional id
     * @param cost          of encrypting new keys
     * @param answerUnknown whether requests for senders without a key here are refused
     * @param policy        calls that are signed
     */
    public record Own(Path home, String name, ScryptCost cost, boolean answerUnknown, SigningPolicy policy) {}

    public static SignerConfig read(Path file) {
        TomlConfig toml = TomlConfig.read(file);
        ConfigTable root = toml.root();
        String network = root.table("network").network("name");
        KafkaSettings kafka = KafkaSettings.from(root.table("kafka"), network);
        HostPort listen = root.table("http").hostPort("listen", "127.0.0.1:0");
        SignerConfig config = new SignerConfig(kafka, network, listen, own(root.table("signer"), network));
        toml.refuseUnknown();
        return config;
    }

    private static Own own(ConfigTable table, String network) {
        String name = table.string("name", DEFAULT_NAME);
        if (!name.matches(NAME_FORM)) {
            throw table.fail("name", "\"" + name + "\" cannot name a signer",
                    "use lower-case letters, digits, '-' and '.', at most 61");
        }
        return new Own(table.path("home"), name, cost(table), table.bool("answer-unknown", network.equals("devnet")),
                policy(table));
    }

    private static ScryptCost cost(ConfigTable table) {
        long n = table.integer("scrypt-n", ScryptCost.STANDARD.n(), 2, ScryptCost.MAX_N);
        try {
            return new ScryptCost((int) n, ScryptCost.STANDARD.p());
        } catch (IllegalArgumentException e) {
            throw table.fail("scrypt-n", String.valueOf(e.getMessage()), "the default is " + ScryptCost.STANDARD.n());
        }
    }

    private static SigningPolicy policy(ConfigTable table) {
        try {
            return SigningPolicy.allowing(table.strings("allow", List.of()));
        } catch (IllegalArgumentException e) {
            throw table.fail("allow", String.valueOf(e.getMessage()), "correct or remove the entry");
        }
    }
}
