package io.sealstream.proofs.params;

import io.sealstream.proofs.Circuit;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.UpdateProofType;
import io.sealstream.proofs.WinningPoStProofType;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.engine.ParameterEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;

/**
 * Makes the dev network's parameters that golden proofs are made with, beside those that the network's nodes have, and keeps their
 * verifying keys with the vectors. Started by the Maven profile {@code golden-proofs} only.
 */
final class GoldenParameters {
    private static final List<Circuit> CIRCUITS = List.of(new Circuit.Seal(SealProofType.STACKED_2KIB_V1_1),
            new Circuit.WinningPoSt(WinningPoStProofType.STACKED_2KIB), new Circuit.Update(UpdateProofType.STACKED_2KIB));

    private GoldenParameters() {}

    /** Arguments: the vectors' folder, a working directory. */
    public static void main(String[] args) throws ProofException, IOException {
        Path keys = Files.createDirectories(Path.of(args[0]).resolve("keys"));
        Path parameters = DevParameters.directory(System.getenv());
        EngineSettings settings = new EngineSettings(parameters, Path.of(args[1]), Runtime.getRuntime().availableProcessors());
        new DevParameters(Clock.systemUTC(), progress -> System.err.println(progress.line())).make(settings);
        try (ParameterEngine engine = ParameterEngine.process(settings);
                MakerLock _ = MakerLock.take(parameters, Clock.systemUTC().instant())) {
            for (Circuit circuit : CIRCUITS) {
                keep(engine, circuit, parameters, keys);
            }
        }
    }

    private static void keep(ParameterEngine engine, Circuit circuit, Path parameters, Path keys)
            throws ProofException, IOException {
        List<String> files = engine.files(circuit);
        if (!files.stream().allMatch(file -> Files.exists(parameters.resolve(file)))) {
            System.err.println("making parameters for " + CircuitWork.name(circuit) + ", on one core about "
                    + CircuitWork.cpuTime(circuit).toSeconds() + " s");
            engine.make(circuit, parameters);
        }
        Path key = parameters.resolve(files.getFirst());
        Files.copy(key, keys.resolve(files.getFirst()), StandardCopyOption.REPLACE_EXISTING);
        System.err.println(files.getFirst() + " has the digest " + engine.digest(key).hex().substring(0, 32));
    }
}
