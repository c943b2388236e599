package io.sealstream.manager.config;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.schemas.avro.MinerPolicy;
import io.sealstream.schemas.avro.Sealing;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.TomlConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The policy file of a miner. It is only a way to write a {@code SetPolicy} down: the policy in force is the one in the log.
 *
 * @param miner      whose policy it is
 * @param sectorSize sector size, where the file names it; otherwise the chain's answer fixes the seal proof type
 * @param policy     the policy; its seal proof type is -1 while the sector size is not known
 */
public record PolicyFile(ActorId miner, Optional<SectorSize> sectorSize, MinerPolicy policy) {
    private static final int UNKNOWN_PROOF = -1;
    private static final ChainLimits LIMITS = ChainLimits.NV28;
    private static final long EPOCHS_PER_DAY = LIMITS.epochsPerDay();
    /** A sector lives this long at least after its latest activation. */
    private static final long LEAST_DAYS = LIMITS.minSectorLife() / EPOCHS_PER_DAY;
    /** So that nobody asks for the very last epoch of the longest life. */
    private static final long MARGIN_DAYS = 8;
    private static final long MOST_DAYS = (LIMITS.maxExpirationExtension() - LIMITS.proveCommitDuration()) / EPOCHS_PER_DAY
            - MARGIN_DAYS;
    private static final long MOST_CONFIDENCE = LIMITS.finality();
    private static final long MOST_SUBMIT_CONFIDENCE = 40;

    /** Reads and checks the file; unknown keys are refused. */
    public static PolicyFile read(Path file) {
        return of(TomlConfig.read(file));
    }

    static PolicyFile of(TomlConfig toml) {
        ConfigTable root = toml.root();
        ActorId miner = miner(root);
        Optional<SectorSize> size = sectorSize(root);
        MinerPolicy.Builder policy = MinerPolicy.newBuilder().setSealing(sealing(root))
                .setLifetimeEpochs(root.integer("lifetime-days", 540, LEAST_DAYS, MOST_DAYS) * EPOCHS_PER_DAY)
                .setSendFunds(root.bool("send-funds", true))
                .setMaxTaskAttempts(Math.toIntExact(root.integer("max-task-attempts", 5, 1, 100)))
                .setSealProof(size.map(PolicyFile::proofOf).orElse(UNKNOWN_PROOF));
        numbers(root.table("numbers"), policy);
        senders(root.table("senders"), policy);
        policy.setStores(stores(root.table("storage")));
        fees(root.table("fees"), policy);
        confidence(root.table("confidence"), policy);
        toml.refuseUnknown();
        return new PolicyFile(miner, size, policy.build());
    }

    /** The whole policy for a miner of that sector size; a file that names another size is refused by the caller. */
    public MinerPolicy policyFor(SectorSize size) {
        MinerPolicy whole = new MinerPolicy();
        policy.getSchema().getFields().forEach(field -> whole.put(field.pos(), policy.get(field.pos())));
        whole.put("sealProof", proofOf(size));
        return whole;
    }

    private static int proofOf(SectorSize size) {
        return SealProofType.of(size, SealProofType.Generation.V1_1).code();
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

    private static Sealing sealing(ConfigTable root) {
        String text = root.string("sealing", "continuous");
        return switch (text) {
            case "continuous" -> Sealing.CONTINUOUS;
            case "on-demand" -> Sealing.ON_DEMAND;
            default -> throw root.fail("sealing", "cannot read \"" + text + "\"",
                    "write \"continuous\" (every idle store gets a sector) or \"on-demand\" (as many as are asked for)");
        };
    }

    private static void numbers(ConfigTable table, MinerPolicy.Builder policy) {
        long min = table.integer("min", 0, Long.MAX_VALUE);
        long max = table.integer("max", 0, Long.MAX_VALUE);
        if (max < min) {
            throw table.fail("max", max + " is below min = " + min, "give a range of sector numbers, min <= max");
        }
        policy.setMinNumber(min).setMaxNumber(max);
    }

    private static void senders(ConfigTable table, MinerPolicy.Builder policy) {
        policy.setPreCommitSenders(addresses(table, "pre-commit")).setProveCommitSenders(addresses(table, "prove-commit"))
                .setPostSenders(addresses(table, "post"));
    }

    private static List<String> addresses(ConfigTable table, String key) {
        List<String> texts = table.strings(key);
        if (texts.isEmpty()) {
            throw table.fail(key, "is empty", "name at least one address of the miner: owner, worker or a control key");
        }
        return texts.stream().map(text -> {
            try {
                return Address.parse(text).toString();
            } catch (CodecException e) {
                throw table.fail(key, "cannot read the address \"" + text + "\"",
                        "correct it, for example \"f3…\" or \"f01001\"");
            }
        }).toList();
    }

    private static List<String> stores(ConfigTable table) {
        List<String> stores = table.strings("stores");
        if (stores.isEmpty() || stores.stream().anyMatch(String::isBlank)) {
            throw table.fail("stores", "names no long-term store",
                    "list the names of stores as the nodes have them in [[long-term]]");
        }
        return stores;
    }

    private static void fees(ConfigTable table, MinerPolicy.Builder policy) {
        policy.setPreCommitMaxFee(amount(table, "pre-commit", "0.1 FIL"))
                .setProveCommitMaxFee(amount(table, "prove-commit", "0.2 FIL"))
                .setPostMaxFee(amount(table, "post", "5 FIL"));
    }

    private static String amount(ConfigTable table, String key, String fallback) {
        String text = table.string(key, fallback);
        try {
            TokenAmount amount = TokenAmount.parse(text);
            if (amount.isPositive()) {
                return amount.toString();
            }
        } catch (CodecException e) {
            throw table.fail(key, "cannot read the amount \"" + text + "\"", "write for example \"0.1 FIL\" or \"5 nanoFIL\"");
        }
        throw table.fail(key, "the most a message may cost is not above zero", "write for example \"" + fallback + "\"");
    }

    private static void confidence(ConfigTable table, MinerPolicy.Builder policy) {
        policy.setMessageConfidence(epochs(table, "message", 10, MOST_CONFIDENCE))
                .setSeedConfidence(epochs(table, "seed", 6, MOST_CONFIDENCE))
                .setChallengeConfidence(epochs(table, "challenge", 10, MOST_SUBMIT_CONFIDENCE))
                .setSubmitConfidence(epochs(table, "submit", 4, MOST_SUBMIT_CONFIDENCE));
    }

    private static int epochs(ConfigTable table, String key, long fallback, long most) {
        return Math.toIntExact(table.integer(key, fallback, 0, most));
    }
}
