package io.sealstream.preflight.app;

import io.sealstream.preflight.probe.SystemFacts;
import java.time.InstantSource;

/** The program {@code preflight}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int code;
        try (SystemFacts facts = new SystemFacts(InstantSource.system())) {
            code = PreflightCommand.commandLine(facts).execute(arguments);
        }
        System.exit(code);
    }
}
