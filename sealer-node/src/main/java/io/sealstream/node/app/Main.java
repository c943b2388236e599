package io.sealstream.node.app;

/** The program {@code sealer-node}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(NodeCommand.execute(Seams.NONE, args));
    }
}
