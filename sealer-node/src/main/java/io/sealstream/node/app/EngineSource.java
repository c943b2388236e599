package io.sealstream.node.app;

import io.sealstream.node.config.NodeConfig;
import io.sealstream.node.tasks.Engines;
import io.sealstream.proofs.ProofException;

/** Where {@code run} takes its engines from. A production launcher passes {@link ProductionEngines#checked}. */
@FunctionalInterface
public interface EngineSource {
    /**
     * Makes the engines of a node, after a look that they can work.
     *
     * @throws ProofException when they cannot, with a sentence that names what is missing
     */
    Engines open(NodeConfig config) throws ProofException;
}
