package io.sealstream.acceptance.scripted;

import io.sealstream.acceptance.ChosenFault;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.node.app.NodeCommand;
import io.sealstream.node.app.Seams;
import io.sealstream.node.config.NodeConfig;
import io.sealstream.node.tasks.Engines;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import java.nio.file.Path;

/** A real node whose engines are scripted, with a fault where the environment names one. It refuses every network but the one that says so. */
public final class ScriptedNode {
    private ScriptedNode() {}

    public static void main(String[] args) {
        System.exit(NodeCommand.execute(ScriptedNode::engines, ChosenFault.seams(System.getenv()).orElse(Seams.NONE), args));
    }

    static Engines engines(NodeConfig config) throws ProofException {
        String only = NetworkPolicy.FAKE_PROOFS.name();
        if (!config.network().equals(only)) {
            throw new ProofException(Code.INVALID_REQUEST, "this node makes no proofs and network.name is \"" + config.network()
                    + "\"; it serves only \"" + only + "\", so run ops/bin/sealer-node instead");
        }
        return Engines.of(ScriptFile.engine(Path.of(ScriptFile.NAME).toAbsolutePath()));
    }
}
