package io.sealstream.node.app;

import java.util.Optional;

/** The version of this software, as its jar names it. */
public final class Version {
    private static final String UNPACKED = "development";

    private Version() {}

    public static String text() {
        return "sealer-node " + Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse(UNPACKED);
    }
}
