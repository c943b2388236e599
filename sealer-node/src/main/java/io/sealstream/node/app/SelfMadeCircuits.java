package io.sealstream.node.app;

import io.sealstream.proofs.Circuit;
import io.sealstream.proofs.params.DevParameters;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The circuits that the dev network's parameters can be made for, by the names that people write. */
final class SelfMadeCircuits {
    private SelfMadeCircuits() {}

    /**
     * The circuits of these kinds for sectors of these sizes; that of aggregates serves all sizes.
     *
     * @throws CliFailure if a name is none
     */
    static List<Circuit> named(List<String> names, Set<Long> sizes) {
        return names.stream().flatMap(name -> named(name))
                .filter(circuit -> circuit.sectorSize() == 0 || sizes.contains(circuit.sectorSize())).toList();
    }

    private static Stream<Circuit> named(String name) {
        List<Circuit> all = DevParameters.SELF_MADE.stream().filter(circuit -> name(circuit).equals(name)).toList();
        if (all.isEmpty()) {
            throw new CliFailure("\"" + name + "\" is no circuit: write seal, window-post, winning-post, update or aggregate");
        }
        return all.stream();
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
