package io.sealstream.acceptance;

import io.sealstream.node.app.NodeCommand;
import java.util.Arrays;

/** A real node that makes one kind of wrong proof. The kind is in the environment: {@code SEALSTREAM_FAULT}. */
public final class FaultyNode {
    private static final String VARIABLE = "SEALSTREAM_FAULT";
    private static final int USAGE = 2;

    private FaultyNode() {}

    public static void main(String[] args) {
        String name = System.getenv(VARIABLE);
        Fault fault = Arrays.stream(Fault.values()).filter(each -> each.name().equals(name)).findFirst().orElse(null);
        if (fault == null) {
            System.err.println(
                    "faulty node: " + VARIABLE + " is " + name + "; set it to one of " + Arrays.toString(Fault.values()));
            System.exit(USAGE);
            return;
        }
        System.exit(NodeCommand.execute(fault.seams(), args));
    }
}
