package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.batch.BatchForm;
import io.sealstream.manager.domain.batch.BatchMessages;
import io.sealstream.manager.domain.batch.BatchSplit;
import io.sealstream.manager.domain.batch.BatchSplit.Part;
import io.sealstream.manager.domain.batch.OpenBatch;
import io.sealstream.manager.domain.miner.MinerCommand.ResolveIntent;
import io.sealstream.manager.domain.policy.FeeTerms;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorRules;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of a message. Its sectors are told, each with its own result. Where one of several made the whole message fail, halves are sent
 * until the guilty one is alone; where the gas was too little, the same sectors go again with more.
 */
final class Closing {
    /** How the over-estimation of gas rises after a message ran out of it, in percent. */
    private static final int MORE_GAS = 150;
    private static final int PERCENT = 100;

    private Closing() {}

    static Decision<MinerEvent> resolved(MinerState m, ResolveIntent c, MinerScope scope) {
        OpenBatch batch = m.batches().open().get(c.intent());
        MinerPolicy policy = m.policy();
        if (batch == null || policy == null) {
            return Decision.reject("intent " + c.intent() + " is over or was never ours");
        }
        Forming forming = new Forming(m, policy, scope);
        boolean over = c.outcome() == IntentOutcome.FINAL || c.outcome() == IntentOutcome.FAILED;
        SortedMap<Long, Long> failed = failed(batch, c);
        List<Sector> again = over ? again(m, batch, c, policy, scope) : List.of();
        if (over) {
            forming.add(new MinerEvent.BatchClosed(m.miner(), c.intent(), c.outcome(), c.receipt().exitCode(), c.reason(),
                    c.receipt().fee(), c.cause(), failed));
        }
        List<Long> moved = again.stream().map(s -> s.id().number()).toList();
        batch.sectors().stream().filter(n -> !moved.contains(n))
                .forEach(n -> forming.tell(n, new SectorCommand.ResolveMessage(c.purpose(), c.intent(), c.outcome(),
                        own(c.receipt(), failed.getOrDefault(n, c.receipt().exitCode())), c.reason(), c.cause())));
        if (!again.isEmpty()) {
            send(batch, c, again, policy, forming, scope);
        }
        if (over && isSenderRefused(c)) {
            forming.effects().add(MinerMachine.read(m));
        }
        return Batching.settled(m, forming.events(), forming.effects(), scope);
    }

    /** The sender may not send for the miner any more: its keys were changed. */
    static boolean isSenderRefused(ResolveIntent c) {
        return c.receipt().exitCode() == ExitCode.USR_FORBIDDEN.code();
    }

    private static Receipt own(Receipt receipt, long exitCode) {
        return new Receipt(receipt.height(), exitCode, receipt.returnValue(), receipt.gasUsed(), receipt.fee());
    }

    /** Exit codes of the members that failed while the message succeeded. */
    private static SortedMap<Long, Long> failed(OpenBatch batch, ResolveIntent c) {
        SortedMap<Long, Long> failed = new TreeMap<>();
        Receipt receipt = c.receipt();
        if (c.purpose() != Purpose.PROVE_COMMIT || receipt.exitCode() != 0 || receipt.returnValue().isEmpty()) {
            return failed;
        }
        try {
            BatchReturn.fromCbor(receipt.returnValue().toArray()).failCodes().stream()
                    .filter(f -> f.index() < batch.sectors().size())
                    .forEach(f -> failed.put(batch.sectors().get((int) f.index()), f.code()));
        } catch (CodecException e) {
            // A return value we cannot read says nothing about the members: the chain is asked for each sector itself.
        }
        return failed;
    }

    /** The members that go again at once; none where each hears for itself what became of it. */
    private static List<Sector> again(MinerState m, OpenBatch batch, ResolveIntent c, MinerPolicy policy, MinerScope scope) {
        List<Sector> members = batch.sectors().stream().map(scope.sectors()::apply).flatMap(Optional::stream)
                .filter(s -> SectorRules.movesFrom(s, batch.purpose(), batch.intent(), m.context(scope.now(), scope.rules())))
                .toList();
        if (isOutOfGas(c)) {
            return moreGas(batch, policy) <= FeeTerms.MOST_PERCENT ? members : List.of();
        }
        return members.size() > 1 && isFaultOfOne(c) ? members : List.of();
    }

    /** On chain the limit was too low; an estimate that runs out of gas says that the message is too large for a block. */
    private static boolean isOutOfGas(ResolveIntent c) {
        return c.receipt().exitCode() == ExitCode.SYS_OUT_OF_GAS.code() && c.outcome() == IntentOutcome.FINAL;
    }

    private static int moreGas(OpenBatch batch, MinerPolicy policy) {
        int used = Math.max(batch.overEstimation(),
                BatchMessages.terms(policy, batch.purpose(), batch.sectors().size()).overEstimation());
        return used * MORE_GAS / PERCENT;
    }

    /** An actor refused the message for what it says, not for who sent it or with how much money; a node need not name the code. */
    private static boolean isFaultOfOne(ResolveIntent c) {
        long code = c.receipt().exitCode();
        boolean ofActor = code >= ExitCode.USR_ILLEGAL_ARGUMENT.code() && code != ExitCode.USR_FORBIDDEN.code()
                && code != ExitCode.USR_INSUFFICIENT_FUNDS.code();
        boolean estimated = c.cause() == FailureCause.ESTIMATE;
        boolean tooLarge = code == 0 || code == ExitCode.SYS_OUT_OF_GAS.code();
        return (ofActor && (estimated || c.cause() == FailureCause.NONE)) || (estimated && tooLarge);
    }

    private static void send(OpenBatch batch, ResolveIntent c, List<Sector> members, MinerPolicy policy, Forming forming,
            MinerScope scope) {
        if (isOutOfGas(c)) {
            sendWithMoreGas(batch, members, terms(batch, c, moreGas(batch, policy), "again with more gas", scope), forming,
                    policy);
            return;
        }
        int half = members.size() / 2;
        Forming.Terms terms = terms(batch, c, batch.overEstimation(), "half of " + batch.intent() + ": " + c.reason(), scope);
        part(batch, members.subList(0, half), terms, forming, policy);
        part(batch, members.subList(half, members.size()), terms, forming, policy);
    }

    /** An aggregate serves again as long as its members are the same. */
    private static void sendWithMoreGas(OpenBatch batch, List<Sector> members, Forming.Terms terms, Forming forming,
            MinerPolicy policy) {
        if (batch.form() == BatchForm.AGGREGATE && members.size() == batch.sectors().size()) {
            Part whole = new Part(members, BatchForm.AGGREGATE, BatchSplit.aggregateGas(members));
            forming.form(BatchMessages.intentId(members.getFirst().id().miner(), batch.purpose(), members), members, whole,
                    batch.funds(), terms, batch.aggregate());
        } else {
            part(batch, members, terms, forming, policy);
        }
    }

    private static Forming.Terms terms(OpenBatch batch, ResolveIntent c, int overEstimation, String reason, MinerScope scope) {
        return new Forming.Terms(batch.purpose(), batch.sender(), reason, scope.fees().now(), batch.alert(), overEstimation,
                batch.intent(), c.reason().isEmpty() ? ExitCode.describe(c.receipt().exitCode()) : c.reason());
    }

    private static void part(OpenBatch batch, List<Sector> members, Forming.Terms terms, Forming forming, MinerPolicy policy) {
        BatchSplit split = new BatchSplit(batch.purpose(), Batching.rules(policy, batch.purpose()),
                Math.max(FeeTerms.AS_ESTIMATED, terms.overEstimation()), batch.form() == BatchForm.AGGREGATE);
        for (Part part : split.of(members)) {
            forming.send(part, batch.funds().share(part.members().size(), batch.sectors().size()), terms);
        }
    }
}
