package io.sealstream.node.app;

import io.sealstream.node.config.NodeConfig;
import io.sealstream.node.config.ProofsConfig;
import io.sealstream.node.tasks.EngineGroup;
import io.sealstream.node.tasks.Engines;
import io.sealstream.node.tasks.Pool;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.engine.EngineKind;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.engine.ProofEngines;
import io.sealstream.proofs.params.ParameterCheck.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The engines of a real node: child processes of each kind, as many as threads may call them. They start when first called. */
public final class ProductionEngines {
    private ProductionEngines() {}

    /** The engines, once the parameters they need are found complete. */
    public static Engines checked(NodeConfig config) throws ProofException {
        Set<Long> sizes = new HashSet<>(config.proofs().sectorSizes());
        List<Finding> findings = Parameters.findings(config.network(), sizes, settings(config));
        boolean exact = !config.proofs().selfMade() || config.network().equals(ProofsConfig.DEVNET);
        if (exact && !findings.isEmpty()) {
            throw new CliFailure("the proof parameters in " + config.proofs().parameterCache() + " are not complete: "
                    + findings.stream().map(Finding::sentence).collect(Collectors.joining("; ")) + "; "
                    + Parameters.fix(config.network(), sizes));
        }
        return of(config);
    }

    public static Engines of(NodeConfig config) {
        EngineSettings settings = settings(config);
        int sealing = size(config, Pool.PC1) + size(config, Pool.PC2) + size(config, Pool.COPY);
        return new Engines(group(sealing, EngineKind.SEAL, settings), group(size(config, Pool.C2), EngineKind.C2, settings),
                group(size(config, Pool.POST), EngineKind.POST, settings));
    }

    /** Settings of every engine process; its working directory lies in the node's home. */
    public static EngineSettings settings(NodeConfig config) {
        return new EngineSettings(config.proofs().parameterCache(), config.node().home().resolve("engines"),
                config.proofs().cores(), config.proofs().extraEnvironment());
    }

    private static EngineGroup group(int size, EngineKind kind, EngineSettings settings) {
        return new EngineGroup(size, () -> ProofEngines.process(kind, settings));
    }

    private static int size(NodeConfig config, Pool pool) {
        return config.pools().getOrDefault(pool, 1);
    }
}
