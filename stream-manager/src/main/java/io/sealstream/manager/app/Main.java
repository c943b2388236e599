package io.sealstream.manager.app;

import io.sealstream.manager.cli.ManagerCli;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Entry point and composition root of {@code stream-manager}. */
public final class Main {
    private Main() {}

    /** Runs the command line; the exit code is its result. */
    public static void main(String[] arguments) {
        int exit;
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try (ProcessSurroundings surroundings = new ProcessSurroundings(StreamsRuntime::new, out)) {
            exit = ManagerCli.of(surroundings).setOut(out).execute(arguments);
        }
        System.exit(exit);
    }
}
