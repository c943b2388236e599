package io.sealstream.devnet.up;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a person sees: lines that scroll (what happened) and, on a terminal, a block below them that is drawn anew (what is).
 * Without a terminal a line of the block is printed when more than its numbers has changed.
 */
final class View {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final PrintWriter out;
    private final boolean terminal;
    private List<String> block = List.of();

    View(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Prints a line that stays. */
    synchronized void say(String line) {
        erase();
        out.println(line);
        draw();
    }

    /** Shows the present state in place of the former one. */
    synchronized void show(List<String> lines) {
        if (lines.equals(block)) {
            return;
        }
        if (terminal) {
            erase();
            block = List.copyOf(lines);
            draw();
        } else {
            Set<String> before = block.stream().map(View::shape).collect(Collectors.toSet());
            lines.stream().filter(line -> !before.contains(shape(line))).forEach(out::println);
            block = List.copyOf(lines);
            out.flush();
        }
    }

    /** A line without its numbers: an epoch that moves on is no news. */
    private static String shape(String line) {
        return NUMBER.matcher(line).replaceAll("#");
    }

    /** Leaves the last block on the screen and starts below it. */
    synchronized void close() {
        block = List.of();
        out.flush();
    }

    private void erase() {
        if (terminal && !block.isEmpty()) {
            out.print("\u001b[" + block.size() + "A\u001b[J");
        }
    }

    private void draw() {
        if (terminal) {
            block.forEach(out::println);
        }
        out.flush();
    }
}
