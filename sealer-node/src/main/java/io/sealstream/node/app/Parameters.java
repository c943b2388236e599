package io.sealstream.node.app;

import io.sealstream.filecoin.SectorSize;
import io.sealstream.node.config.ProofsConfig;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.engine.ParameterEngine;
import io.sealstream.proofs.params.DevParameters;
import io.sealstream.proofs.params.ParameterCheck;
import io.sealstream.proofs.params.ParameterCheck.Finding;
import io.sealstream.proofs.params.ParameterList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which proof parameters a network wants, and whether they are there. */
public final class Parameters {
    private Parameters() {}

    /**
     * The files a node of this network needs for these sector sizes: the dev network's own, or the published ones.
     *
     * @param sizes sector sizes in bytes
     */
    public static ParameterList wanted(String network, Set<Long> sizes) {
        return network.equals(ProofsConfig.DEVNET)
                ? ParameterList.devnet(sizes)
                : ParameterList.published().forSectorSizes(sizes);
    }

    /** What to do about missing or wrong files. */
    static String fix(String network, Set<Long> sizes) {
        return network.equals(ProofsConfig.DEVNET)
                ? "make them with 'sealer-node params make" + sizeOption(sizes) + "'"
                : "fetch them with 'sealer-node params fetch', which keeps what is right";
    }

    private static String sizeOption(Set<Long> sizes) {
        return sizes.equals(Set.of(DevParameters.USUAL_SECTOR_SIZE))
                ? ""
                : " --sector-size " + sizes.stream().sorted()
                        .map(size -> SectorSize.of(size).orElseThrow().toString()).collect(Collectors.joining(","));
    }

    /** What is missing or wrong; each finding names one file. */
    public static List<Finding> findings(String network, Set<Long> sizes, EngineSettings settings) throws ProofException {
        try (ParameterEngine engine = ParameterEngine.process(settings)) {
            return new ParameterCheck(engine, settings.parameterCache()).check(wanted(network, sizes));
        }
    }
}
