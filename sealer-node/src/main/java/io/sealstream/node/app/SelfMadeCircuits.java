package io.sealstream.node.app;

import io.sealstream.proofs.Circuit;
import io.sealstream.proofs.params.DevParameters;

/** The circuits that the dev network's parameters can be made for, by the names that people write. */
final class SelfMadeCircuits {
    private SelfMadeCircuits() {}

    /**
     * The circuit of a kind.
     *
     * @throws CliFailure if there is none
     */
    static Circuit named(String name) {
        return DevParameters.SELF_MADE.stream().filter(circuit -> name(circuit).equals(name)).findFirst()
                .orElseThrow(() -> new CliFailure(
                        "\"" + name + "\" is no circuit: write seal, window-post, winning-post, update or aggregate"));
    }

    private static String name(Circuit circuit) {
        return switch (circuit) {
            case Circuit.Seal _ -> "seal";
            case Circuit.WindowPoSt _ -> "window-post";
            case Circuit.WinningPoSt _ -> "winning-post";
            case Circuit.Update _ -> "update";
            case Circuit.Aggregate _ -> "aggregate";
        };
    }
}
