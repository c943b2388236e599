package io.sealstream.acceptance.scripted;

import io.sealstream.devnet.chain.ChainMain;
import io.sealstream.devnet.chain.ChainProofs;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.proofs.scripted.Script;
import io.sealstream.proofs.scripted.ScriptedProofEngine;
import java.util.Map;

/** The dev chain with a verifier of stand-ins. Its genesis must name the network that says so. */
public final class ScriptedChain {
    private ScriptedChain() {}

    public static void main(String[] args) {
        ChainMain.run(
                new ChainProofs(NetworkPolicy.FAKE_PROOFS, Map.of(), (cache, folder) -> new ScriptedProofEngine(new Script())),
                args);
    }
}
