package io.sealstream.proofs.params;

import io.sealstream.proofs.Circuit;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.UpdateProofType;
import io.sealstream.proofs.WindowPoStProofType;
import io.sealstream.proofs.WinningPoStProofType;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.engine.ParameterEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes the dev network's parameters that golden proofs are made with, beside those that the network's nodes have, and keeps their
 * verifying keys with the vectors. Started by the Maven profile {@code golden-proofs} only.
 */
final class GoldenParameters {
    private static final Map<String, List<Circuit>> CIRCUITS = Map.of(
            "2KiB", List.of(new Circuit.Seal(SealProofType.STACKED_2KIB_V1_1),
                    new Circuit.WindowPoSt(WindowPoStProofType.STACKED_2KIB_V1_1),
                    new Circuit.WinningPoSt(WinningPoStProofType.STACKED_2KIB), new Circuit.Update(UpdateProofType.STACKED_2KIB)),
            "8MiB", List.of(new Circuit.Seal(SealProofType.STACKED_8MIB_V1_1),
                    new Circuit.WindowPoSt(WindowPoStProofType.STACKED_8MIB_V1_1),
                    new Circuit.WinningPoSt(WinningPoStProofType.STACKED_8MIB),
                    new Circuit.Update(UpdateProofType.STACKED_8MIB)));

    private GoldenParameters() {}

    /** Arguments: the vectors' folder, a working directory, 2KiB or 8MiB. */
    public static void main(String[] args) throws ProofException, IOException {
        Path keys = Files.createDirectories(Path.of(args[0]).resolve("keys"));
        Path parameters = DevParameters.directory(System.getenv());
        List<Circuit> circuits = Objects.requireNonNull(CIRCUITS.get(args[2]),
                () -> "golden.size \"" + args[2] + "\" is unknown: write 2KiB or 8MiB");
        EngineSettings settings = new EngineSettings(parameters, Path.of(args[1]), Runtime.getRuntime().availableProcessors());
        DevParameters maker = new DevParameters(Clock.systemUTC(), progress -> System.err.println(progress.line()));
        maker.make(settings);
        maker.make(settings, circuits);
        try (ParameterEngine engine = ParameterEngine.process(settings)) {
            for (Circuit circuit : circuits) {
                keep(engine, engine.files(circuit).getFirst(), parameters, keys);
            }
        }
    }

    private static void keep(ParameterEngine engine, String key, Path parameters, Path keys) throws ProofException, IOException {
        Files.copy(parameters.resolve(key), keys.resolve(key), StandardCopyOption.REPLACE_EXISTING);
        System.err.println(key + " has the digest " + engine.digest(parameters.resolve(key)).hex().substring(0, 32));
    }
}
