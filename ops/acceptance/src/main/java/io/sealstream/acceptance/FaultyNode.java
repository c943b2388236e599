package io.sealstream.acceptance;

import io.sealstream.node.app.NodeCommand;

/** A real node that makes one kind of wrong proof; {@link ChosenFault} names it. */
public final class FaultyNode {
    private static final int USAGE = 2;

    private FaultyNode() {}

    public static void main(String[] args) {
        try {
            System.exit(NodeCommand.execute(ChosenFault.seams(System.getenv())
                    .orElseThrow(() -> new IllegalArgumentException("SEALSTREAM_FAULT is not set; name the fault")), args));
        } catch (IllegalArgumentException e) {
            System.err.println("faulty node: " + e.getMessage());
            System.exit(USAGE);
        }
    }
}
