package io.sealstream.manager.config;

import io.sealstream.filecoin.ActorId;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.TomlConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads policy files: our own, that of damocles-manager (tables {@code [[Miners]]} and {@code [Common]}), and that of its predecessor
 * venus-sector-manager ({@code [Commitment]}, {@code [SectorManager]}, {@code [PoSt]}). The tables say which one it is.
 */
public final class PolicyFiles {
    private static final List<String> OF_VENUS = List.of("Commitment", "SectorManager", "PoSt", "PersistedStore", "Chain",
            "Messager");
    private static final List<String> OF_DAMOCLES = List.of("Miners", "Common");

    private PolicyFiles() {}

    /**
     * Reads and checks a file.
     *
     * @param only only this miner
     * @param sets lines {@code key = value} of our own file that go before what the file says
     * @return one policy for each miner, at least one
     * @throws ConfigException naming file, line, key and the fix
     */
    public static List<PolicyFile> read(Path file, Optional<ActorId> only, List<String> sets) {
        return read(TomlConfig.read(file), only, sets);
    }

    static List<PolicyFile> read(TomlConfig toml, Optional<ActorId> only, List<String> sets) {
        ConfigTable root = toml.root();
        List<PolicyFile> all = policies(root, only, sets);
        List<PolicyFile> wanted = all.stream().filter(each -> only.isEmpty() || only.get().equals(each.miner())).toList();
        if (wanted.isEmpty()) {
            throw new ConfigException(root.place("") + ": names "
                    + (all.isEmpty()
                            ? "no miner"
                            : all.stream().map(each -> each.miner().toString()).collect(Collectors.joining(", ")))
                    + "; " + only.map(each -> "add " + each + " to it, or name another one with --miner")
                            .orElse("say whose policy it is with --miner"));
        }
        toml.refuseUnknown();
        return wanted;
    }

    private static List<PolicyFile> policies(ConfigTable root, Optional<ActorId> only, List<String> sets) {
        boolean venus = OF_VENUS.stream().anyMatch(root.keys()::contains);
        boolean damocles = OF_DAMOCLES.stream().anyMatch(root.keys()::contains);
        if (venus && damocles) {
            throw new ConfigException(root.place("")
                    + ": has tables of damocles-manager (Miners, Common) and of venus-sector-manager (Commitment, SectorManager, PoSt);"
                    + " keep those of one of them");
        }
        if (venus) {
            return new VenusPolicies(root, sets).read(only);
        }
        return damocles ? new DamoclesPolicies(root, sets).read() : List.of(OwnPolicy.read(root, sets));
    }

    /** A draft that begins with what the command line says. */
    static PolicyDraft draft(List<String> sets) {
        PolicyDraft draft = new PolicyDraft();
        TomlConfig line = TomlConfig.parse(String.join("\n", sets), "--set", Path.of(""));
        OwnPolicy.fill(line.root(), draft, (table, key) -> "--set");
        line.refuseUnknown();
        return draft;
    }
}
