package io.sealstream.acceptance.scripted;

import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.scripted.Script;
import io.sealstream.proofs.scripted.ScriptedProofEngine;
import io.sealstream.proofs.scripted.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** How long each step of a scripted node takes: {@code step=milliseconds} lines, read at each call, so that a test changes them at any time. */
public final class ScriptFile {
    /** Name of the file in the working directory of the node. */
    public static final String NAME = "script.properties";

    private ScriptFile() {}

    /** Writes the durations, whole or not at all; steps that are not named take no time. */
    public static void write(Path folder, Map<Step, Duration> durations) {
        String lines = durations.entrySet().stream().map(step -> name(step.getKey()) + "=" + step.getValue().toMillis() + "\n")
                .collect(Collectors.joining());
        Path aside = folder.resolve(NAME + ".new");
        try {
            Files.writeString(aside, lines);
            Files.move(aside, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Step, Duration> read(Path file) {
        Map<Step, Duration> durations = new EnumMap<>(Step.class);
        if (!Files.exists(file)) {
            return durations;
        }
        Properties lines = new Properties();
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            lines.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Step step : Step.values()) {
            durations.put(step, Duration.ofMillis(Long.parseLong(lines.getProperty(name(step), "0"))));
        }
        return durations;
    }

    private static String name(Step step) {
        return step.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** An engine that reads the file before each call. A call that is interrupted fails, as that of a killed engine process does. */
    public static ProofEngine engine(Path file) {
        Script script = new Script(ScriptFile::pause);
        ProofEngine engine = new ScriptedProofEngine(script);
        return (ProofEngine) Proxy.newProxyInstance(ProofEngine.class.getClassLoader(), new Class<?>[]{ ProofEngine.class},
                (proxy, method, arguments) -> {
                    read(file).forEach(script::takes);
                    try {
                        return method.invoke(engine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof Ended ended
                                ? new ProofException(Code.ENGINE_LOST, String.valueOf(ended.getMessage()), ended)
                                : e.getCause();
                    }
                });
    }

    private static void pause(Duration time) {
        try {
            if (new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody opens this latch");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Ended(e);
        }
    }

    /** The call was interrupted. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended(InterruptedException cause) {
            super("the scripted engine was ended in the middle of a step", cause);
        }
    }
}
