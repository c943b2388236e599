package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Standing;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.batch.BatchMessages;
import io.sealstream.manager.domain.batch.OpenBatch;
import io.sealstream.manager.domain.miner.MinerCommand.AcceptQuote;
import io.sealstream.manager.domain.miner.MinerCommand.OfferSector;
import io.sealstream.manager.domain.miner.MinerCommand.ResolveIntent;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.manager.domain.policy.Repeat;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorRules;
import io.sealstream.filecoin.SectorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sectors join messages here: offer, quote, form, send until the lane is done, tell the members. */
final class Batching {
    private static final String QUOTE = "/quote";

    private Batching() {}

    /** Every open batch is given to its lane again and again; the lane answers with what became of it. */
    static Plan plan(MinerState m, MinerScope scope) {
        MinerPolicy policy = m.policy();
        if (policy == null) {
            return Plan.NOTHING;
        }
        List<Standing> standing = new ArrayList<>();
        for (OpenBatch batch : m.batches().values()) {
            List<Sector> members = batch.sectors().stream().map(scope.sectors()::apply).flatMap(Optional::stream).toList();
            if (members.stream().allMatch(s -> isSendable(batch.purpose(), s))) {
                Effect send = new Effect.SendMessage(BatchMessages.intent(m.miner(), batch, members, policy, scope.rules()));
                standing.add(new Standing(send, batch.since(), Repeat.INTENT));
            }
        }
        return new Plan(standing, null);
    }

    /** What the message says of the member is still known; it is void after a refused proof, when the message was long sent. */
    private static boolean isSendable(Purpose purpose, Sector sector) {
        return purpose == Purpose.PRECOMMIT ? sector.replica() != null && sector.ticket() != null : sector.proof() != null;
    }

    static Decision<MinerEvent> offer(MinerState m, OfferSector c, MinerScope scope) {
        Optional<Sector> sector = scope.sectors().apply(c.sector());
        MinerPolicy policy = m.policy();
        if (sector.isEmpty() || policy == null) {
            return Decision.reject("sector " + c.sector() + " is not known");
        }
        Optional<String> refusal = refusal(c.purpose(), sector.get(), m, scope);
        if (refusal.isPresent()) {
            return Decision.reject(refusal.get());
        }
        return Decision.accept(List.of(), List.of(quote(m, policy, c.purpose(), sector.get(), scope)));
    }

    private static Optional<String> refusal(Purpose purpose, Sector sector, MinerState m, MinerScope scope) {
        return switch (purpose) {
            case PRECOMMIT -> SectorRules.preCommitRefusal(sector, m.context(scope.now(), scope.rules()));
            case PROVE_COMMIT -> SectorRules.proveCommitRefusal(sector, m.context(scope.now(), scope.rules()));
            case WINDOW_POST, OPERATOR -> Optional.of("sectors go with no message of kind " + purpose);
        };
    }

    private static Effect quote(MinerState m, MinerPolicy policy, Purpose purpose, Sector sector, MinerScope scope) {
        ChainEpoch end = purpose == Purpose.PRECOMMIT
                ? BatchMessages.expiration(policy, scope.rules(), scope.now())
                : sector.requirePreCommit().expiration();
        String intent = BatchMessages.intentId(m.miner(), purpose, List.of(sector));
        return new Effect.AskChain(intent + QUOTE,
                new ChainQuestion.QuoteCommitment(m.miner(), purpose, sector.origin().sealProof(),
                        end.since(scope.now()), 1),
                0);
    }

    static Decision<MinerEvent> quoted(MinerState m, AcceptQuote c, MinerScope scope) {
        MinerPolicy policy = m.policy();
        Observed observed = m.observed();
        Optional<Sector> sector = member(m, c, scope);
        if (sector.isEmpty() || policy == null || observed == null) {
            return Decision.reject("nobody waits for answer " + c.requestId());
        }
        List<Address> wanted = c.purpose() == Purpose.PRECOMMIT ? policy.preCommitSenders() : policy.proveCommitSenders();
        Optional<Address> sender = observed.sender(wanted);
        if (sender.isEmpty()) {
            return Decision.reject(
                    "none of the senders " + wanted + " for " + c.purpose() + " is owner, worker or control of " + m.miner());
        }
        String intent = c.requestId().substring(0, c.requestId().length() - QUOTE.length());
        TokenAmount value = BatchMessages.value(policy, c.amount());
        ChainEpoch expiration = c.purpose() == Purpose.PRECOMMIT
                ? BatchMessages.expiration(policy, scope.rules(), scope.now())
                : ChainEpoch.ZERO;
        long number = sector.get().id().number();
        int attempt = Integer.parseInt(intent.substring(intent.lastIndexOf('/') + 1));
        MinerEvent formed = new MinerEvent.BatchFormed(m.miner(), intent, c.purpose(), List.of(number), sender.get(), attempt,
                "full: 1 of 1 sector", value, expiration);
        Effect join = new Effect.Tell(new Target.OfSector(sector.get().id()),
                new SectorCommand.JoinBatch(c.purpose(), intent, sender.get(), value, expiration));
        return Decision.accept(List.of(formed), List.of(join));
    }

    /** The sector the quote was asked for, when it still waits and the same message would be formed now. */
    private static Optional<Sector> member(MinerState m, AcceptQuote c, MinerScope scope) {
        String[] parts = c.requestId().split("/", -1);
        if (!c.requestId().endsWith(QUOTE) || parts.length < 3 || !parts[2].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return scope.sectors().apply(Long.parseLong(parts[2])).filter(s -> refusal(c.purpose(), s, m, scope).isEmpty())
                .filter(s -> c.requestId().equals(BatchMessages.intentId(m.miner(), c.purpose(), List.of(s)) + QUOTE));
    }

    static Decision<MinerEvent> resolved(MinerState m, ResolveIntent c) {
        OpenBatch batch = m.batches().get(c.intent());
        if (batch == null) {
            return Decision.reject("intent " + c.intent() + " is over or was never ours");
        }
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < batch.sectors().size(); i++) {
            SectorId sector = new SectorId(m.miner(), batch.sectors().get(i));
            effects.add(new Effect.Tell(new Target.OfSector(sector),
                    new SectorCommand.ResolveMessage(c.purpose(), c.intent(), c.outcome(), own(c, i), c.reason(), c.cause())));
        }
        boolean over = c.outcome() == IntentOutcome.FINAL || c.outcome() == IntentOutcome.FAILED;
        return over
                ? Decision.accept(
                        List.of(new MinerEvent.BatchClosed(m.miner(), c.intent(), c.outcome(), c.receipt().exitCode(),
                                c.reason(), c.receipt().fee(), c.cause())),
                        effects)
                : Decision.accept(List.of(), effects);
    }

    /** The receipt with the exit code of one member: a prove-commit that succeeds as a whole names the members that failed. */
    private static Receipt own(ResolveIntent c, int index) {
        Receipt receipt = c.receipt();
        if (c.purpose() != Purpose.PROVE_COMMIT || receipt.exitCode() != 0 || receipt.returnValue().isEmpty()) {
            return receipt;
        }
        try {
            BatchReturn result = BatchReturn.fromCbor(receipt.returnValue().toArray());
            long code = result.failCodes().stream().filter(f -> f.index() == index).mapToLong(f -> f.code()).findFirst()
                    .orElse(0);
            return new Receipt(receipt.height(), code, receipt.returnValue(), receipt.gasUsed(), receipt.fee());
        } catch (CodecException e) {
            // A return value we cannot read says nothing about the member: the chain is asked for the sector itself.
            return receipt;
        }
    }

}
