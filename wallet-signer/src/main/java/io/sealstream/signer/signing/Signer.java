package io.sealstream.signer.signing;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.signer.domain.Decision;
import io.sealstream.signer.domain.Moment;
import io.sealstream.signer.domain.RefusalKind;
import io.sealstream.signer.domain.Shown;
import io.sealstream.signer.domain.SigningPolicy;
import io.sealstream.signer.domain.SigningRecord;
import io.sealstream.signer.domain.SigningRecord.Conflicts;
import io.sealstream.signer.domain.SigningRecord.Outcome;
import io.sealstream.signer.domain.SigningRequest;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.record.LedgerException;
import io.sealstream.signer.record.SigningLedger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: the pure record decides, the key signs, the decision with its signature is made durable, and only then the answers
 * are handed out. Safe for many threads, as its record is.
 */
public final class Signer {
    private static final Logger LOGGER = LoggerFactory.getLogger(Signer.class);

    private final KeyRing keys;
    private final SigningLedger ledger;
    private final Terms terms;
    private final Consent policy;
    private final SigningMetrics metrics;

    /**
     * For whom it signs.
     *
     * @param chain         network and genesis: nonces of two chains are strangers to each other
     * @param answerUnknown whether a request for a sender without a key here is refused; false where other signers share the cluster, since
     *                      one of them may have the key
     * @param conflicts     what becomes of two messages for one nonce
     */
    public record Terms(String chain, boolean answerUnknown, Conflicts conflicts) {
        /** Terms of lanes, which own their nonces. */
        public Terms(String chain, boolean answerUnknown) {
            this(chain, answerUnknown, Conflicts.REFUSED);
        }
    }

    /**
     * What counts beside a request.
     *
     * @param epoch of the newest head of the chain, if one is known
     * @param open  false where requests before this one wait for the wallet: no key is used then, since nothing may overtake them
     */
    public record Circumstances(OptionalLong epoch, boolean open) {
        /** Without a chain to look at, and with nobody before. */
        public static final Circumstances PLAIN = new Circumstances(OptionalLong.empty(), true);

        Circumstances locked() {
            return new Circumstances(epoch, false);
        }
    }

    /** @param policy the one in force; asked once for each request, since it may be replaced */
    public Signer(KeyRing keys, SigningLedger ledger, Terms terms, Consent policy, SigningMetrics metrics) {
        this.keys = keys;
        this.ledger = ledger;
        this.terms = terms;
        this.policy = policy;
        this.metrics = metrics;
    }

    /** While it is locked, requests that need a key are refused as {@link RefusalKind#LOCKED}. */
    public boolean isLocked() {
        return keys.isLocked();
    }

    /**
     * The answer to each request of a batch, at its place. There is none to a request that is none of ours, and none to a repeat of one
     * that found the wallet locked earlier in the batch: that one waits for both. Once one found it locked, those after it find it so too,
     * so that nothing is signed out of order. When this returns, every decision behind the answers is on disk. When it throws, nothing was
     * recorded and nothing may be answered.
     */
    public List<Optional<Answer>> answer(List<SigningRequest> batch, Circumstances circumstances) {
        Set<String> locked = new HashSet<>();
        List<Optional<Answer>> answers = ledger.write(() -> batch.stream().map(request -> {
            Circumstances now = locked.isEmpty() ? circumstances : circumstances.locked();
            Optional<Answer> answer = locked.contains(request.id())
                    ? Optional.empty()
                    : metrics.timed(() -> answerOne(request, now));
            answer.filter(Answer::isOfLockedWallet).ifPresent(each -> locked.add(request.id()));
            return answer;
        }).toList());
        answers.forEach(answer -> answer.ifPresent(metrics::answered));
        return answers;
    }

    /** A failure of ours about one request must not hold up the others: its lane is told, and may ask again. */
    Optional<Answer> answerOne(SigningRequest request, Circumstances circumstances) {
        try {
            return decide(request, circumstances);
        } catch (LedgerException e) {
            throw e;
        } catch (RuntimeException e) {
            LOGGER.atError().addKeyValue("request", Shown.of(request.id())).addKeyValue("sender", Shown.of(request.sender()))
                    .setCause(e)
                    .log("Request failed");
            return Optional.of(new Answer.Refused(request.id(), request.sender(), request.cid(), RefusalKind.UNAVAILABLE,
                    "the signer failed on this request (" + e.getClass().getSimpleName() + "); its log has the details"));
        }
    }

    private Optional<Answer> decide(SigningRequest request, Circumstances circumstances) {
        Optional<Address> sender = parse(request.sender());
        boolean known = sender.isPresent() && keys.addresses().contains(sender.get());
        if (!known && !terms.answerUnknown()) {
            LOGGER.atDebug().addKeyValue("request", Shown.of(request.id())).addKeyValue("sender", Shown.of(request.sender()))
                    .log("Request for another signer");
            return Optional.empty();
        }
        SigningPolicy now = policy.get();
        boolean wholeDay = sender.isPresent() && !now.countedRules(sender.get()).isEmpty();
        SigningRecord slice = ledger.slice(terms.chain(), request, sender, nonce(request), wholeDay);
        Moment moment = new Moment(ledger.now(), circumstances.epoch());
        return Optional.of(switch (slice.maySign(request, now, moment, terms.conflicts())) {
            case Outcome.Repeated(Decision earlier) -> repeat(request, earlier);
            case Outcome.SignedBefore(SigningRecord next, Decision.Approved approved) -> signedBefore(request, approved);
            case Outcome.Decided decided when !known -> record(request, unknown(request, sender));
            case Outcome.Decided(SigningRecord next, Decision.Refused refused) -> record(request, refused);
            case Outcome.Decided(SigningRecord next, Decision.Approved approved) -> {
                Optional<String> objection = policy.objection(Ask.MESSAGE, request.message());
                if (objection.isPresent()) {
                    yield record(request, objected(approved, objection.get()));
                }
                slice.conflict(approved.content()).ifPresent(conflict -> warn(request, conflict));
                yield sign(request, approved, circumstances);
            }
        });
    }

    private static Decision.Refused objected(Decision.Approved approved, String why) {
        return new Decision.Refused(approved.requestId(), approved.cid(), approved.meaning(), RefusalKind.POLICY, why);
    }

    private void warn(SigningRequest request, String conflict) {
        LOGGER.atWarn().addKeyValue("request", request.id()).addKeyValue("caller", request.caller().text())
                .addKeyValue("sender", request.sender()).addKeyValue("conflict", conflict)
                .log("A second message for one nonce, signed since its caller owns the nonces");
        metrics.conflicted(request.caller());
    }

    private Answer repeat(SigningRequest request, Decision earlier) {
        LOGGER.atInfo().addKeyValue("request", Shown.of(request.id())).addKeyValue("cid", earlier.cid())
                .log("Repeated request, same answer");
        return switch (earlier) {
            case Decision.Approved approved -> signed(request, approved, recorded(approved));
            case Decision.Refused refused ->
                new Answer.Refused(request.id(), request.sender(), refused.cid(), refused.kind(), refused.reason());
        };
    }

    private Answer signedBefore(SigningRequest request, Decision.Approved approved) {
        Signature signature = recorded(approved);
        ledger.append(terms.chain(), request, approved, signature);
        LOGGER.atInfo().addKeyValue("request", Shown.of(request.id())).addKeyValue("cid", approved.cid())
                .log("Message was signed before, same signature");
        return signed(request, approved, signature);
    }

    private Signature recorded(Decision.Approved approved) {
        return ledger.signature(terms.chain(), approved.content())
                .orElseThrow(() -> new IllegalStateException("an approval without signature is in the record"));
    }

    private Answer sign(SigningRequest request, Decision.Approved approved, Circumstances circumstances) {
        Signature signature;
        try {
            if (!circumstances.open()) {
                throw WalletException.locked();
            }
            signature = keys.sign(approved.content().sender(), Cid.parse(approved.cid()).toBytes());
        } catch (WalletException e) {
            LOGGER.atWarn().addKeyValue("request", Shown.of(request.id())).addKeyValue("sender", Shown.of(request.sender()))
                    .addKeyValue("reason", e.sentence())
                    .log("Key cannot be used, nothing signed");
            RefusalKind kind = e.reason() == WalletException.Reason.LOCKED ? RefusalKind.LOCKED : RefusalKind.UNAVAILABLE;
            return new Answer.Refused(request.id(), request.sender(), approved.cid(), kind, e.sentence());
        }
        ledger.append(terms.chain(), request, approved, signature);
        LOGGER.atInfo().addKeyValue("request", Shown.of(request.id())).addKeyValue("caller", request.caller().text())
                .addKeyValue("sender", approved.content().sender()).addKeyValue("nonce", approved.content().nonce())
                .addKeyValue("meaning", approved.meaning()).addKeyValue("cid", approved.cid())
                .addKeyValue("rule", approved.rule())
                .addKeyValue("replacement", approved.replacement())
                .log("Message signed");
        return signed(request, approved, signature);
    }

    private static Answer signed(SigningRequest request, Decision.Approved approved, Signature signature) {
        return new Answer.Signed(request.id(), request.sender(), approved.cid(), signature);
    }

    private Answer record(SigningRequest request, Decision.Refused refused) {
        ledger.append(terms.chain(), request, refused, null);
        LOGGER.atWarn().addKeyValue("request", Shown.of(request.id())).addKeyValue("caller", request.caller().text())
                .addKeyValue("sender", Shown.of(request.sender())).addKeyValue("kind", refused.kind())
                .addKeyValue("meaning", refused.meaning()).addKeyValue("reason", refused.reason()).log("Message refused");
        return new Answer.Refused(request.id(), request.sender(), refused.cid(), refused.kind(), refused.reason());
    }

    private static Decision.Refused unknown(SigningRequest request, Optional<Address> sender) {
        String reason = sender.isPresent()
                ? "no key of " + sender.get() + " lives in this signer; import it here, or choose another sender"
                : "the sender '" + Shown.of(request.sender()) + "' is no address";
        return new Decision.Refused(request.id(), request.cid(), "",
                sender.isPresent() ? RefusalKind.UNKNOWN_KEY : RefusalKind.MALFORMED, reason);
    }

    private static Optional<Address> parse(String sender) {
        try {
            return Optional.of(Address.parse(sender));
        } catch (CodecException e) {
            return Optional.empty();
        }
    }

    /** The nonce by which the record is searched; a message that does not decode has none and is refused by the record itself. */
    private static OptionalLong nonce(SigningRequest request) {
        try {
            return OptionalLong.of(Message.fromCbor(request.message().toArray()).nonce());
        } catch (CodecException e) {
            return OptionalLong.empty();
        }
    }
}
