package io.sealstream.manager.config;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.schemas.config.ConfigTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Our own policy file. */
final class OwnPolicy {
    private static final String FEES = "fees";

    private OwnPolicy() {}

    static PolicyFile read(ConfigTable root, List<String> sets) {
        PolicyDraft draft = PolicyFiles.draft(sets);
        ActorId miner = miner(root);
        Optional<SectorSize> size = sectorSize(root);
        fill(root, draft, ConfigTable::place);
        draft.complete().ifPresent(missing -> missing.read(table(root, missing)));
        requireRange(root.table("numbers"), draft);
        return new PolicyFile(miner, size, draft, List.of());
    }

    /** Takes every key that is there. */
    static void fill(ConfigTable root, PolicyDraft draft, BiFunction<ConfigTable, String, String> source) {
        for (PolicyKey key : PolicyKeys.ALL) {
            if (isShort(root, key)) {
                fillShort(root.table(FEES), key, draft, source);
            } else if (table(root, key).has(key.last())) {
                draft.put(key.field(), key.read(table(root, key)), source.apply(table(root, key), key.last()));
            }
        }
    }

    private static ConfigTable table(ConfigTable root, PolicyKey key) {
        ConfigTable table = root;
        for (String each : key.tables()) {
            table = table.table(each);
        }
        return table;
    }

    /** Files of before fee terms have {@code [fees] post = "5 FIL"} for {@code [fees.post] max-fee = "5 FIL"}. */
    private static boolean isShort(ConfigTable root, PolicyKey key) {
        return key.tables().size() == 2 && key.tables().getFirst().equals(FEES)
                && root.table(FEES).isText(key.tables().getLast());
    }

    private static void fillShort(ConfigTable fees, PolicyKey key, PolicyDraft draft,
            BiFunction<ConfigTable, String, String> source) {
        if (key.last().equals("max-fee")) {
            String name = key.tables().getLast();
            draft.put(key.field(), key.form().read(fees, name), source.apply(fees, name));
        }
    }

    private static ActorId miner(ConfigTable root) {
        String text = root.string("miner");
        try {
            return ActorId.parse(text);
        } catch (CodecException e) {
            throw root.fail("miner", "cannot read \"" + text + "\"", "write the miner's id address, for example \"f01000\"");
        }
    }

    private static Optional<SectorSize> sectorSize(ConfigTable root) {
        return root.optionalString("sector-size")
                .map(text -> Arrays.stream(SectorSize.values()).filter(each -> each.toString().equals(text))
                        .findFirst().orElseThrow(() -> root.fail("sector-size", "unknown size \"" + text + "\"",
                                "write one of " + String.join(", ",
                                        Arrays.stream(SectorSize.values()).map(each -> '"' + each.toString() + '"').toList()))));
    }

    private static void requireRange(ConfigTable numbers, PolicyDraft draft) {
        long min = (long) draft.value("minNumber").orElse(0L);
        long max = (long) draft.value("maxNumber").orElse(0L);
        if (max < min) {
            throw numbers.fail("max", max + " is below min = " + min, "give a range of sector numbers, min <= max");
        }
    }
}
