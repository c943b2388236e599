package io.sealstream.devnet.up;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The processes of a devnet, in the order in which they are started; stopping goes the other way round. */
final class Fleet {
    static final String BROKER = "broker";
    static final String CHAIN = "chain";
    static final String SIGNER = "signer";
    static final String MANAGER = "manager";
    static final String NODE = "node";
    /** All of them: those who need others come later. */
    static final List<String> NAMES = List.of(BROKER, CHAIN, SIGNER, MANAGER, NODE);

    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final Duration RESTART_WINDOW = Duration.ofMinutes(10);
    private static final int RESTARTS_IN_WINDOW = 5;

    private final Map<String, ChildProcess> processes = new LinkedHashMap<>();
    private final Map<String, List<Instant>> restarts = new HashMap<>();
    private final Pause pause;
    private final Consumer<String> say;

    Fleet(DevnetHome home, Commands commands, ConfigFiles configs, Pause pause, Consumer<String> say) {
        this.pause = pause;
        this.say = say;
        for (String name : NAMES) {
            processes.put(name, new ChildProcess(name, home, configs.commandOf(name, commands)));
        }
    }

    /** Takes one more process; it is stopped with the others, and nobody restarts it. */
    void add(ChildProcess process) {
        processes.put(process.name(), process);
    }

    /** Names of all processes. */
    List<String> names() {
        return List.copyOf(processes.keySet());
    }

    ChildProcess process(String name) {
        ChildProcess process = processes.get(name);
        if (process == null) {
            throw new DevnetException(
                    "There is no process named " + name + ": choose one of " + String.join(", ", processes.keySet()) + ".");
        }
        return process;
    }

    /** Starts the named processes side by side and waits until each is ready. */
    void start(String... names) {
        for (String name : names) {
            process(name).start();
        }
        for (String name : names) {
            Instant began = pause.now();
            JsonNode ready = process(name).awaitReady(READY_LIMIT, pause);
            say.accept(name + " is ready after " + Duration.between(began, pause.now()).toMillis() / 1000.0 + " s "
                    + ready.path("http").asText());
        }
    }

    /** Starts again what has ended; a process that ends too often is an error with its last words. */
    void restartEnded() {
        for (String name : NAMES) {
            ChildProcess process = process(name);
            if (process.running().isEmpty()) {
                countRestart(process);
                say.accept(name + " has ended and is started again");
                process.start();
            }
        }
    }

    /** Whether every process runs and has said that it is ready. */
    boolean allReady() {
        return NAMES.stream().map(this::process)
                .allMatch(process -> process.running().isPresent() && process.readyLine().isPresent());
    }

    private void countRestart(ChildProcess process) {
        List<Instant> recent = restarts.computeIfAbsent(process.name(), key -> new ArrayList<>());
        Instant now = pause.now();
        recent.removeIf(when -> when.isBefore(now.minus(RESTART_WINDOW)));
        recent.add(now);
        if (recent.size() > RESTARTS_IN_WINDOW) {
            throw new DevnetException(process.name() + " ended " + recent.size() + " times in " + RESTART_WINDOW.toMinutes()
                    + " minutes: " + process.lastWords() + " Mend it and run `devnet up` again.");
        }
    }

    void stop() {
        processes.keySet().stream().filter(name -> !NAMES.contains(name)).forEach(name -> process(name).stop());
        for (String name : NAMES.reversed()) {
            process(name).stop();
        }
    }
}
