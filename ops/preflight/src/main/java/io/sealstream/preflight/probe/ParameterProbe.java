package io.sealstream.preflight.probe;

import io.sealstream.filecoin.SectorSize;
import io.sealstream.node.app.Parameters;
import io.sealstream.node.stores.DurableFiles;
import io.sealstream.preflight.facts.ParameterFacts;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.plan.Sealing;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.params.ParameterCheck.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares proof parameters with their list, by an engine process of the proofs library: so its loading is tried, too. */
final class ParameterProbe {
    private ParameterProbe() {}

    static ParameterFacts look(Plan plan, Sealing sealing) {
        Set<Long> sizes = sealing.sizes().stream().map(SectorSize::bytes).collect(Collectors.toSet());
        int wanted = Parameters.wanted(plan.network(), sizes).files().size();
        try {
            Path folder = Files.createTempDirectory("sealstream-preflight");
            try {
                EngineSettings settings = new EngineSettings(sealing.parameters(), folder,
                        Runtime.getRuntime().availableProcessors());
                List<Finding> findings = Parameters.findings(plan.network(), sizes, settings);
                return new ParameterFacts(wanted, findings.stream().map(Finding::sentence).toList(), "");
            } finally {
                DurableFiles.deleteTree(folder);
            }
        } catch (ProofException | IOException e) {
            return new ParameterFacts(wanted, List.of(), String.valueOf(e.getMessage()));
        }
    }
}
