package io.sealstream.manager.config;

import io.sealstream.filecoin.ActorId;
import io.sealstream.schemas.config.ConfigTable;
import java.util.List;
import java.util.Optional;

/** A table {@code [[Common.PersistStores]]} of damocles-manager. */
final class DamoclesStore {
    private DamoclesStore() {}

    /** The name of the store, if that miner may write to it. */
    static Optional<String> nameFor(ActorId miner, ForeignTable store) {
        ConfigTable table = store.table();
        String name = table.string("Name", table.string("Path", ""));
        boolean readOnly = table.bool("ReadOnly", false);
        List<Long> allowed = table.integers("AllowMiners");
        List<Long> denied = table.integers("DenyMiners");
        for (String key : List.of("Meta", "Strict", "Weight", "PluginName", "Plugin")) {
            store.ignore(key, Foreign.NODES_KNOW_STORES);
        }
        boolean wanted = (allowed.isEmpty() || allowed.contains(miner.value())) && !denied.contains(miner.value());
        return wanted && !readOnly && !name.isBlank() ? Optional.of(name) : Optional.empty();
    }
}
