package io.sealstream.manager.config;

import io.sealstream.filecoin.ActorId;
import io.sealstream.schemas.avro.Sealing;
import io.sealstream.schemas.config.ConfigTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The file {@code sector-manager.cfg} of venus-sector-manager (2021): a default policy with overrides by miner, keyed by the number of the
 * actor. Source: {@code venus-sector-manager/modules/config.go} of damocles at {@code b19ca06f}.
 */
final class VenusPolicies {
    private static final String PROGRAM = "venus-sector-manager";
    private static final String MINERS = "Miners";
    private static final String ACTORS = "Actors";
    private static final String COMMITMENT = "Commitment";
    private static final String POST = "PoSt";

    private final ConfigTable root;
    private final List<String> sets;

    VenusPolicies(ConfigTable root, List<String> sets) {
        this.root = root;
        this.sets = sets;
    }

    /** All miners that the file names, or the one that is asked for, which may have the default policy alone. */
    List<PolicyFile> read(Optional<ActorId> only) {
        TreeSet<ActorId> miners = new TreeSet<>();
        root.table("SectorManager").tables(MINERS).forEach(each -> miners.add(id(each)));
        ids(root.table(COMMITMENT).table(MINERS), miners);
        ids(root.table(POST).table(ACTORS), miners);
        return only.map(List::of).orElseGet(() -> List.copyOf(miners)).stream().map(this::policy).toList();
    }

    private static ActorId id(ConfigTable miner) {
        return new ActorId(miner.integer("ID", 0, Long.MAX_VALUE));
    }

    private static void ids(ConfigTable byMiner, Set<ActorId> into) {
        for (String key : byMiner.keys()) {
            if (key.matches("[0-9]{1,18}")) {
                into.add(new ActorId(Long.parseLong(key)));
            } else if (!key.equals("example")) {
                throw byMiner.fail(key, "is not the number of a miner actor",
                        "write it without letters, for example 1033 for f01033");
            }
        }
    }

    private PolicyFile policy(ActorId miner) {
        PolicyDraft draft = PolicyFiles.draft(sets);
        List<String> ignored = new ArrayList<>();
        ForeignTable file = new ForeignTable(root, draft, ignored, ForeignTable.Bare.ATTO);
        numbers(file.inner("SectorManager"), miner);
        commitment(file.inner(COMMITMENT), miner);
        post(file.inner(POST), miner);
        stores(file.inner("PersistedStore"));
        file.ignore("Chain", "a manager's chain nodes stand in its own file: [chain] of stream-manager.toml");
        file.ignore("Messager", "messages go through the lanes of this manager and not through a messager");
        Foreign.defaults(draft, PROGRAM, false, 16, 16);
        return Foreign.finish(root, PROGRAM, miner, draft, ignored, VenusPolicies::theirs);
    }

    private static String theirs(PolicyKey key, ActorId miner) {
        return switch (key.field()) {
            case "preCommitSenders" -> COMMITMENT + ".Miners." + miner.value() + ".Controls.PreCommit";
            case "proveCommitSenders" -> COMMITMENT + ".Miners." + miner.value() + ".Controls.ProveCommit";
            case "postSenders" -> POST + ".Actors." + miner.value() + ".Sender";
            case "stores" -> "[[PersistedStore.Stores]] with its Name";
            default -> key.name();
        };
    }

    private static void numbers(ForeignTable manager, ActorId miner) {
        manager.ignore("PreFetch", "what is needed of a miner is always read");
        for (ConfigTable each : manager.table().tables(MINERS)) {
            ForeignTable entry = new ForeignTable(each, id(each).equals(miner) ? manager.draft() : new PolicyDraft(),
                    manager.ignored(),
                    manager.bare());
            Foreign.initNumber(entry, "InitNumber");
            entry.count("MaxNumber", "maxNumber", 0, Long.MAX_VALUE);
            if (entry.has("Disabled")) {
                boolean disabled = each.bool("Disabled", false);
                entry.put("Disabled", "sealing", (disabled ? Sealing.ON_DEMAND : Sealing.CONTINUOUS).name());
            }
        }
    }

    private static void commitment(ForeignTable commitment, ActorId miner) {
        ForeignTable miners = commitment.inner(MINERS);
        miners.table().keys().forEach(miners::has);
        miners.ignore("example", "it is the example that comes with the file");
        String key = String.valueOf(miner.value());
        if (miners.has(key)) {
            ForeignTable own = miners.inner(key);
            ForeignTable controls = own.inner("Controls");
            controls.senders("PreCommit", "preCommitSenders");
            controls.senders("ProveCommit", "proveCommitSenders");
            terms(own);
        }
        terms(commitment.inner("DefaultPolicy"));
    }

    private static void terms(ForeignTable t) {
        t.flag("EnableBatchPreCommit", "preCommitBatch.enabled");
        t.threshold("PreCommitBatchThreshold", "preCommitBatch.threshold", PolicyKeys.MOST_PRECOMMITS);
        t.epochs("PreCommitBatchMaxWait", "preCommitBatch.maxWait", 0);
        t.epochs("PreCommitCheckInterval", "preCommitBatch.checkInterval", 1);
        t.flag("EnableBatchProCommit", "proveCommitBatch.enabled");
        t.threshold("CommitBatchThreshold", "proveCommitBatch.threshold", PolicyKeys.MOST_PROVE_COMMITS);
        t.epochs("CommitBatchMaxWait", "proveCommitBatch.maxWait", 0);
        t.epochs("CommitCheckInterval", "proveCommitBatch.checkInterval", 1);
        t.factor("PreCommitGasOverEstimation", "preCommitFees.overEstimation");
        t.factor("ProCommitGasOverEstimation", "proveCommitFees.overEstimation");
        t.factor("BatchPreCommitGasOverEstimation", "preCommitBatchFees.overEstimation");
        t.factor("BatchProCommitGasOverEstimation", "proveCommitBatchFees.overEstimation");
        t.cap("MaxPreCommitFeeCap", "preCommit");
        t.cap("MaxProCommitFeeCap", "proveCommit");
        t.cap("MaxBatchPreCommitFeeCap", "preCommitBatch");
        t.cap("MaxBatchProCommitFeeCap", "proveCommitBatch");
        t.count("MsgConfidence", "messageConfidence", 0, PolicyKeys.MOST_CONFIDENCE);
    }

    private static void post(ForeignTable post, ActorId miner) {
        ForeignTable actors = post.inner(ACTORS);
        actors.table().keys().forEach(actors::has);
        String key = String.valueOf(miner.value());
        if (actors.has(key)) {
            ForeignTable own = actors.inner(key);
            own.senders("Sender", "postSenders");
            postTerms(own);
        }
        postTerms(post.inner("Default"));
    }

    private static void postTerms(ForeignTable t) {
        t.factor("GasOverEstimation", "postFees.overEstimation");
        t.cap("MaxFeeCap", "post");
        t.ignore("StrictCheck", Foreign.CHECKED_BY_NODES);
        t.ignore("MsgCheckInteval", "what becomes of a message is seen at every head");
        t.ignore("MsgConfidence", Foreign.ONE_CONFIDENCE);
    }

    private static void stores(ForeignTable persisted) {
        persisted.ignore("Includes", Foreign.NODES_KNOW_STORES);
        List<String> names = new ArrayList<>();
        for (ConfigTable store : persisted.table().tables("Stores")) {
            boolean readOnly = store.bool("ReadOnly", false);
            String name = store.string("Name", store.string("Path", ""));
            new ForeignTable(store, persisted.draft(), persisted.ignored(), persisted.bare()).ignore("Strict",
                    Foreign.CHECKED_BY_NODES);
            if (!readOnly && !name.isBlank()) {
                names.add(name);
            }
        }
        if (!names.isEmpty()) {
            persisted.put("Stores", "stores", names);
        }
    }
}
