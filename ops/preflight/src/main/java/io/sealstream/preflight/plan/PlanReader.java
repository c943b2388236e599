package io.sealstream.preflight.plan;

import io.sealstream.filecoin.SectorSize;
import io.sealstream.manager.config.ManagerConfig;
import io.sealstream.node.config.NodeConfig;
import io.sealstream.node.config.ProofsConfig;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.TomlConfig;
import io.sealstream.signer.config.SignerConfig;
import java.nio.file.Path;
import java.util.Optional;

/** Reads configurations of all three processes; which one it is, its tables tell. */
public final class PlanReader {
    private static final String MULTICORE = "FIL_PROOFS_USE_MULTICORE_SDR";

    private PlanReader() {}

    /**
     * Reads a file as its process would.
     *
     * @throws ConfigException where the process would not start with it
     */
    public static Plan read(Path file) {
        ConfigTable root = TomlConfig.read(file).root();
        if (root.has("node")) {
            return ofNode(file, NodeConfig.read(file));
        }
        if (root.has("streams") || root.has("chain")) {
            return ofManager(file, ManagerConfig.read(file));
        }
        if (root.has("signer") || root.has("API")) {
            return ofSigner(file, SignerConfig.read(file));
        }
        throw new ConfigException(file + ": has none of the tables [node], [streams] and [signer], so it is no configuration of"
                + " sealer-node, stream-manager or wallet-signer; give the file that the process runs with");
    }

    private static Plan ofNode(Path file, NodeConfig config) {
        ProofsConfig proofs = config.proofs();
        boolean exact = !proofs.selfMade() || config.network().equals(ProofsConfig.DEVNET);
        Sealing sealing = new Sealing(config.stores(),
                proofs.sectorSizes().stream().map(bytes -> SectorSize.of(bytes).orElseThrow()).toList(), proofs.parameterCache(),
                exact, config.pools(), "1".equals(proofs.extraEnvironment().get(MULTICORE)));
        return new Plan(file, Role.SEALER_NODE, config.node().name(), config.network(), config.node().home(),
                Optional.of(sealing),
                Optional.of(config.kafka()), Optional.empty(), Optional.empty());
    }

    private static Plan ofManager(Path file, ManagerConfig config) {
        return new Plan(file, Role.STREAM_MANAGER, config.streams().instanceId(), config.network(), config.streams().stateDir(),
                Optional.empty(), Optional.of(config.kafka()),
                Optional.of(new Chain(config.chain().nodes(), config.chain().mostLag())),
                Optional.of(config.streams().sessionTimeout()));
    }

    private static Plan ofSigner(Path file, SignerConfig config) {
        return new Plan(file, Role.WALLET_SIGNER, config.signer().name(), config.network(), config.signer().home(),
                Optional.empty(), config.kafka(), Optional.empty(), Optional.empty());
    }
}
