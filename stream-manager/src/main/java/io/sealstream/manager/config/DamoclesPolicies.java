package io.sealstream.manager.config;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.schemas.avro.Sealing;
import io.sealstream.schemas.config.ConfigTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@code sector-manager.cfg} of damocles-manager: one table {@code [[Miners]]} for each miner, {@code [Common]} for the process.
 * Source: {@code damocles-manager/modules/config.go}. Older spellings ({@code Sender}, {@code Batch.Enabled}) are read too.
 */
final class DamoclesPolicies {
    private static final String PROGRAM = "damocles-manager";
    private static final String SENDERS = "Senders";
    private static final String OTHER_WORK = "this manager does no such work";
    /** {@code defaultFeeConfig}. */
    private static final TokenAmount GAS_FEE_CAP = TokenAmount.ofNanoFil(5);
    /** {@code defaultMinerCommitmentConfig}: sectors with which a batch of precommits, of prove-commits is full. */
    private static final long PRE_COMMITS = 2;
    private static final long PROVE_COMMITS = 4;

    private final ConfigTable root;
    private final List<String> sets;

    DamoclesPolicies(ConfigTable root, List<String> sets) {
        this.root = root;
        this.sets = sets;
    }

    List<PolicyFile> read() {
        return root.tables("Miners").stream().map(this::policy).toList();
    }

    private PolicyFile policy(ConfigTable table) {
        PolicyDraft draft = PolicyFiles.draft(sets);
        List<String> ignored = new ArrayList<>();
        ForeignTable miner = new ForeignTable(table, draft, ignored, ForeignTable.Bare.FIL);
        ActorId id = new ActorId(table.integer("Actor", 0, Long.MAX_VALUE));
        sector(miner.inner("Sector"));
        commitment(miner.inner("Commitment"));
        post(miner.inner("PoSt"));
        others(miner);
        common(new ForeignTable(root, draft, ignored, ForeignTable.Bare.FIL).inner("Common"), id);
        defaults(draft);
        return Foreign.finish(root, PROGRAM, id, draft, ignored, DamoclesPolicies::theirs);
    }

    private static String theirs(PolicyKey key, ActorId miner) {
        return switch (key.field()) {
            case "preCommitSenders" -> "Commitment.Pre.Senders of its [[Miners]]";
            case "proveCommitSenders" -> "Commitment.Prove.Senders of its [[Miners]]";
            case "postSenders" -> "PoSt.Senders of its [[Miners]]";
            case "stores" -> "[[Common.PersistStores]] with its Name";
            default -> key.name();
        };
    }

    private static void sector(ForeignTable sector) {
        sector.count("MinNumber", "minNumber", 0, Long.MAX_VALUE);
        Foreign.initNumber(sector, "InitNumber");
        sector.count("MaxNumber", "maxNumber", 0, Long.MAX_VALUE);
        if (sector.has("Enabled")) {
            boolean enabled = sector.table().bool("Enabled", true);
            sector.put("Enabled", "sealing", (enabled ? Sealing.CONTINUOUS : Sealing.ON_DEMAND).name());
        }
        if (sector.has("LifetimeDays")) {
            sector.put("LifetimeDays", "lifetimeEpochs",
                    sector.table().integer("LifetimeDays", PolicyKeys.LEAST_DAYS, PolicyKeys.MOST_DAYS)
                            * PolicyKeys.EPOCHS_PER_DAY);
        }
        sector.ignore("EnableDeals", "sectors of this cluster hold no deals");
        sector.ignore("Verbose", "every allocation is an event");
    }

    private static void commitment(ForeignTable commitment) {
        commitment.count("Confidence", "messageConfidence", 0, PolicyKeys.MOST_CONFIDENCE);
        part(commitment.inner("Pre"), "preCommit", PolicyKeys.MOST_PRECOMMITS);
        part(commitment.inner("Prove"), "proveCommit", PolicyKeys.MOST_PROVE_COMMITS);
        commitment.ignore("Terminate", OTHER_WORK + ": terminations are not batched here");
    }

    private static void part(ForeignTable part, String kind, int most) {
        part.senders(SENDERS, kind + "Senders");
        part.senders("Sender", kind + "Senders");
        sendFund(part);
        fees(part, kind);
        ForeignTable batch = part.inner("Batch");
        String rules = kind + "Batch.";
        batch.flag("Enabled", rules + "enabled");
        batch.threshold("Threshold", rules + "threshold", most);
        batch.epochs("MaxWait", rules + "maxWait", 0);
        batch.epochs("CheckInterval", rules + "checkInterval", 1);
        batch.amount("BatchCommitAboveBaseFee")
                .ifPresent(price -> batch.put("BatchCommitAboveBaseFee", rules + "baseFeeThreshold", price.toString()));
        fees(batch, kind + "Batch");
    }

    /** There precommits and prove-commits have a switch each, here one holds for both. */
    private static void sendFund(ForeignTable part) {
        if (!part.has("SendFund")) {
            return;
        }
        boolean send = part.table().bool("SendFund", true);
        part.put("SendFund", "sendFunds", send);
        if (!part.draft().value("sendFunds").equals(Optional.of(send))) {
            throw part.table().fail("SendFund", "differs from that of precommits, and one switch holds for both here",
                    "give both the same value, or say --set 'send-funds = true' and remove them");
        }
    }

    private static void fees(ForeignTable table, String kind) {
        table.factor("GasOverEstimation", kind + "Fees.overEstimation");
        table.premium("GasOverPremium", kind + "Fees.overPremium");
        boolean named = table.has("GasFeeCap");
        table.cap("GasFeeCap", kind);
        if (named && table.amount("GasFeeCap").isEmpty()) {
            table.cap("MaxFeeCap", kind);
            table.draft().put(kind + "Fees.feeCap", "0",
                    table.table().place("GasFeeCap") + " " + table.table().name("GasFeeCap"));
        } else {
            table.ignore("MaxFeeCap",
                    "GasFeeCap goes before it, which is " + GAS_FEE_CAP.format() + " unless the file says otherwise");
        }
    }

    private static void post(ForeignTable post) {
        post.senders(SENDERS, "postSenders");
        post.senders("Sender", "postSenders");
        fees(post, "post");
        confidence(post, "SubmitConfidence", "submitConfidence");
        confidence(post, "ChallengeConfidence", "challengeConfidence");
        if (!post.table().bool("Enabled", true)) {
            throw post.table().fail("Enabled", "is false, and every miner of this cluster is proven",
                    "remove the key, or leave the miner to the program that proves it");
        }
        post.ignore("Enabled", "every miner of this cluster is proven");
        post.ignore("StrictCheck", Foreign.CHECKED_BY_NODES);
        post.ignore("Parallel", "each partition is a task of its own");
        post.ignore("Confidence", Foreign.ONE_CONFIDENCE);
        post.ignore("MaxRecoverSectorLimit", "recoveries are declared for all sectors of a partition");
        post.ignore("MaxPartitionsPerPoStMessage", "each partition has a message of its own");
        post.ignore("MaxPartitionsPerRecoveryMessage", "each partition has a message of its own");
    }

    /** Zero means there what is our default too. */
    private static void confidence(ForeignTable post, String key, String field) {
        if (post.has(key) && post.table().integer(key, 0, PolicyKeys.MOST_SUBMIT_CONFIDENCE) > 0) {
            post.count(key, field, 0, PolicyKeys.MOST_SUBMIT_CONFIDENCE);
        }
    }

    private static void others(ForeignTable miner) {
        Map.of("SnapUp", OTHER_WORK + ": sectors are not upgraded", "Proof", OTHER_WORK + ": it wins no blocks", "Sealing",
                "sectors hold no deals and are sealed with ordinary proofs (V1.1)").forEach(miner::ignore);
    }

    private static void common(ForeignTable common, ActorId miner) {
        List<String> names = new ArrayList<>();
        for (ConfigTable store : common.table().tables("PersistStores")) {
            DamoclesStore.nameFor(miner, new ForeignTable(store, common.draft(), common.ignored(), common.bare()))
                    .ifPresent(names::add);
        }
        if (!names.isEmpty()) {
            common.put("PersistStores", "stores", names);
        }
        common.ignore("ScanPersistStores", Foreign.NODES_KNOW_STORES);
        for (String key : List.of("API", "Plugins", "PieceStores", "PieceStorePreset", "MongoKVStore", "DB", "Proving")) {
            common.ignore(key, "it is about the process and not about a miner; a manager has stream-manager.toml");
        }
    }

    private static void defaults(PolicyDraft draft) {
        // there a threshold of one or none switches batches off
        for (String batch : List.of("preCommitBatch.", "proveCommitBatch.")) {
            draft.value(batch + "threshold").filter(each -> (long) each == 1)
                    .ifPresent(each -> draft.put(batch + "enabled", false, "threshold of 1"));
        }
        for (String kind : List.of("preCommit", "preCommitBatch", "proveCommit", "proveCommitBatch", "post")) {
            if (!draft.has(kind + "Fees.feeCap")) {
                draft.put(kind + "Fees.feeCap", GAS_FEE_CAP.toString(), "default of " + PROGRAM);
                draft.put(kind + "MaxFee", GAS_FEE_CAP.times(Gas.BLOCK_LIMIT).toString(), "the cap for a block of gas");
            }
        }
        Foreign.defaults(draft, PROGRAM, true, PRE_COMMITS, PROVE_COMMITS);
    }
}
