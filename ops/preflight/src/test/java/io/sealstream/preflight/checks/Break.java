package io.sealstream.preflight.checks;

import io.sealstream.preflight.report.Verdict;
import java.util.function.Consumer;

/**
 * One thing that is wrong.
 *
 * @param name    what it is
 * @param how     breaks it
 * @param verdict that its line must have
 * @param subject of its line
 * @param found   stands in what was found
 * @param fix     stands in what to do
 */
record Break(String name, Consumer<GoodFacts> how, Verdict verdict, String subject, String found, String fix) {
    @Override
    public String toString() {
        return name;
    }
}
