package io.sealstream.manager.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What picocli has put into a command by the time it runs. */
final class Given {
    private Given() {}

    static <T> T option(@Nullable T value, String name) {
        if (value == null) {
            throw new CliFailure(name + " is missing");
        }
        return value;
    }

    static PrintWriter out(@Nullable CommandSpec spec) {
        return option(spec, "spec").commandLine().getOut();
    }

    static PrintWriter err(@Nullable CommandSpec spec) {
        return option(spec, "spec").commandLine().getErr();
    }
}
