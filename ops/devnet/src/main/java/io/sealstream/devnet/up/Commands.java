package io.sealstream.devnet.up;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the command line tools of the cluster, the same ones that an operator uses. */
final class Commands {
    private final Path bin;
    private final DevnetHome home;

    Commands(Path bin, DevnetHome home) {
        this.bin = bin;
        this.home = home;
    }

    /** The command line of a launcher in {@code ops/bin}. */
    List<String> launcher(String name, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(bin.resolve(name).toString());
        command.addAll(arguments);
        return command;
    }

    /** Runs a tool to its end and returns its standard output; a failure carries what the tool said. */
    String run(String name, List<String> arguments) {
        Path errors = home.log("tools");
        try {
            Process process = new ProcessBuilder(launcher(name, arguments)).directory(home.root().toFile())
                    .redirectInput(Path.of("/dev/null").toFile()).redirectErrorStream(false)
                    .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile())).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw new DevnetException("`" + name + " " + String.join(" ", arguments) + "` failed with exit code " + exit
                        + ": " + lastLine(output)
                        + lastLine(DevnetHome.read(errors)));
            }
            return output;
        } catch (IOException e) {
            throw new DevnetException("Cannot run " + bin.resolve(name) + " (" + e.getMessage() + ").", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Pause.Stopped();
        }
    }

    private static String lastLine(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "" : lines.getLast();
    }
}
