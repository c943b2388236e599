package io.sealstream.signer.config;

import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.NetworkPrefix;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.config.TomlConfig;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.signer.domain.CallSet;
import io.sealstream.signer.domain.SigningRecord.Conflicts;
import io.sealstream.signer.keys.Repository;
import io.sealstream.signer.keys.ScryptCost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a signer; {@code wallet-signer.toml} beside the module explains each key.
 *
 * @param kafka      the cluster; empty for a wallet that serves JSON-RPC and gateways alone
 * @param network    name of the network that the cluster must belong to
 * @param listen     of the status server
 * @param signer     what is the signer's own
 * @param interfaces JSON-RPC and gateways
 * @param venus      what venus-wallet's configuration says besides
 */
public record SignerConfig(Optional<KafkaSettings> kafka, String network, HostPort listen, Own signer, Interfaces interfaces,
        VenusTables venus) {
    private static final String DEFAULT_NAME = "wallet-signer";
    private static final Duration DEFAULT_KEEP = Duration.ofDays(365);
    /** Requests stay in {@code sign.request} for as long, and their answers must be able to come again. */
    private static final Duration LEAST_KEEP = Duration.ofDays(30);
    private static final String NAME_FORM = "[a-z0-9][a-z0-9.-]{0,60}";

    /**
     * Table {@code [signer]}.
     *
     * @param home          folder of keys and record
     * @param name          of this signer in the cluster: its consumer group and transactional id
     * @param cost          of encrypting new keys
     * @param answerUnknown whether requests for senders without a key here are refused
     * @param policy        where the policy stands
     * @param recordKeep    how long the record keeps the details of a decision; for ever where null
     * @param conflicts     what becomes of two messages for one nonce that JSON-RPC or a gateway asks for
     */
    public record Own(Path home, String name, ScryptCost cost, boolean answerUnknown, PolicyBook.Settings policy,
            @Nullable Duration recordKeep, Conflicts conflicts) {}

    /** With gateways, and a letter of addresses, that the command line names instead. */
    public SignerConfig with(Interfaces.Hub hub, Optional<NetworkPrefix> prefix) {
        return new SignerConfig(kafka, network, listen, signer,
                new Interfaces(interfaces.api(), hub, prefix.orElse(interfaces.prefix())), venus);
    }

    public static SignerConfig read(Path file) {
        TomlConfig toml = TomlConfig.read(file);
        ConfigTable root = toml.root();
        String network = root.table("network").network("name");
        Optional<KafkaSettings> kafka = root.has("kafka")
                ? Optional.of(KafkaSettings.from(root.table("kafka"), network))
                : Optional.empty();
        HostPort listen = root.table("http").hostPort("listen", "127.0.0.1:0");
        ConfigTable signer = root.table("signer");
        ScryptCost cost = cost(signer, root.tableInAnyCase("Factor"));
        VenusTables venus = VenusTables.read(root);
        SignerConfig config = new SignerConfig(kafka, network, listen, own(signer, network, folder(file), cost, venus),
                Interfaces.read(root, NetworkPolicy.named(network).prefix()), venus);
        toml.refuseUnknown();
        return config;
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null ? file.toAbsolutePath().getRoot() : folder;
    }

    /** The file of the keys. */
    public Path keyStore() {
        return venus.keyStore().orElseGet(() -> Repository.keysOf(signer.home()));
    }

    /** Sentences about what the file says and the signer does not do, or does otherwise. */
    public List<String> remarks() {
        List<String> all = new ArrayList<>(venus.remarks());
        venus.recordKeep().filter(keep -> !keep.equals(signer.recordKeep()))
                .ifPresent(keep -> all
                        .add("SignRecorder.KeepDuration = " + keep.toHours() + "h is not followed: the record keeps details for "
                                + (signer.recordKeep() == null ? "ever" : signer.recordKeep().toDays() + " days") + ", "
                                + (keep.compareTo(LEAST_KEEP) < 0
                                        ? "since requests can come again for " + LEAST_KEEP.toDays() + " days"
                                        : "as signer.record-keep says")));
        return all;
    }

    private static Own own(ConfigTable table, String network, Path folder, ScryptCost cost, VenusTables venus) {
        String name = table.string("name", DEFAULT_NAME);
        if (!name.matches(NAME_FORM)) {
            throw table.fail("name", "\"" + name + "\" cannot name a signer",
                    "use lower-case letters, digits, '-' and '.', at most 61");
        }
        return new Own(table.optionalPath("home").orElse(folder), name, cost,
                table.bool("answer-unknown", network.equals("devnet")), policy(table), keep(table, venus),
                table.bool("strict-nonces", false) ? Conflicts.REFUSED : Conflicts.SIGNED);
    }

    /** What we need of a shorter word of venus-wallet. */
    static Duration atLeast(Duration keep) {
        return keep.compareTo(LEAST_KEEP) < 0 ? LEAST_KEEP : keep;
    }

    /** {@code record-keep}; without it venus-wallet's word. */
    private static @Nullable Duration keep(ConfigTable table, VenusTables venus) {
        Duration otherwise = venus.recordKeep().map(SignerConfig::atLeast).orElse(DEFAULT_KEEP);
        Duration keep = table.duration("record-keep", otherwise);
        if (keep.isZero()) {
            return null;
        }
        if (keep.compareTo(LEAST_KEEP) < 0) {
            throw table.fail("record-keep", "is shorter than sign.request keeps its records",
                    "write at least \"30d\", or \"0s\" for ever");
        }
        return keep;
    }

    /** venus-wallet's table {@code [Factor]}; {@code signer.scrypt-n} says it in one word. */
    private static ScryptCost cost(ConfigTable signer, ConfigTable factor) {
        boolean own = signer.has("scrypt-n");
        long n = factor.integer("ScryptN", ScryptCost.STANDARD.n(), 2, ScryptCost.MAX_N);
        long p = factor.integer("ScryptP", ScryptCost.STANDARD.p(), 1, ScryptCost.MAX_P);
        ConfigTable table = own ? signer : factor;
        try {
            return new ScryptCost((int) (own ? signer.integer("scrypt-n", 2, ScryptCost.MAX_N) : n), (int) p);
        } catch (IllegalArgumentException e) {
            throw table.fail(own ? "scrypt-n" : "ScryptN", String.valueOf(e.getMessage()),
                    "the default is " + ScryptCost.STANDARD.n());
        }
    }

    private static PolicyBook.Settings policy(ConfigTable table) {
        @Nullable
        Path file = table.optionalPath("policy").orElse(null);
        boolean compat = table.bool("compat", false);
        try {
            return new PolicyBook.Settings(file, CallSet.parse(table.strings("allow", List.of())), compat);
        } catch (IllegalArgumentException e) {
            throw table.fail("allow", String.valueOf(e.getMessage()), "correct or remove the entry");
        }
    }
}
