package io.sealstream.devnet.up;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person sees: lines that scroll (what happened) and, on a terminal, a block below them that is drawn anew (what is).
 * Without a terminal the block is printed only when it has changed.
 */
final class View {
    private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

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
            List<String> changed = new ArrayList<>(lines);
            changed.removeAll(block);
            changed.forEach(out::println);
            block = List.copyOf(lines);
            out.flush();
        }
    }

    /** Leaves the last block on the screen and starts below it. */
    synchronized void close() {
        block = List.of();
        out.flush();
    }

    private void erase() {
        if (terminal && !block.isEmpty()) {
            out.printf(UP_AND_CLEAR, block.size());
        }
    }

    private void draw() {
        if (terminal) {
            block.forEach(out::println);
        }
        out.flush();
    }
}
