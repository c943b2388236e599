package io.sealstream.proofs.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything an engine process is started with. The library reads its settings once, from the environment and from a file
 * in the working directory, so both are fixed here and nothing of the parent's environment leaks in.
 *
 * @param parameterCache folder of proof parameters and verifying keys ({@code FIL_PROOFS_PARAMETER_CACHE})
 * @param workingDirectory the process's working directory, also the home of the parent graph cache; created if missing
 * @param cores threads of the library's pool; at least 1
 * @param extraEnvironment added last, for instance {@code FIL_PROOFS_USE_MULTICORE_SDR=1}
 */
public record EngineSettings(Path parameterCache, Path workingDirectory, int cores, Map<String, String> extraEnvironment) {
    public EngineSettings {
        if (cores < 1) {
            throw new IllegalArgumentException("an engine needs at least 1 core, not " + cores);
        }
        parameterCache = parameterCache.toAbsolutePath();
        workingDirectory = workingDirectory.toAbsolutePath();
        extraEnvironment = Map.copyOf(extraEnvironment);
    }

    /** Settings without extra environment. */
    public EngineSettings(Path parameterCache, Path workingDirectory, int cores) {
        this(parameterCache, workingDirectory, cores, Map.of());
    }

    /**
     * The variables of the library (storage-proofs-core {@code settings.rs}), every one explicit.
     * {@code RAYON_NUM_THREADS} bounds the pool that all of its computing shares.
     */
    Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("FIL_PROOFS_PARAMETER_CACHE", parameterCache.toString());
        variables.put("FIL_PROOFS_PARENT_CACHE", workingDirectory.resolve("parents").toString());
        variables.put("FIL_PROOFS_VERIFY_CACHE", "false");
        variables.put("FIL_PROOFS_VERIFY_PRODUCTION_PARAMS", "false");
        variables.put("FIL_PROOFS_USE_GPU_COLUMN_BUILDER", "false");
        variables.put("FIL_PROOFS_USE_GPU_TREE_BUILDER", "false");
        variables.put("FIL_PROOFS_USE_MULTICORE_SDR", "false");
        variables.put("FIL_PROOFS_WINDOW_POST_SYNTHESIS_NUM_CPUS", Integer.toString(cores));
        variables.put("RAYON_NUM_THREADS", Integer.toString(cores));
        variables.putAll(extraEnvironment);
        return variables;
    }
}
