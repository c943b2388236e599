package io.sealstream.signer.signing;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.signer.domain.Decision;
import io.sealstream.signer.domain.RefusalKind;
import io.sealstream.signer.domain.SigningPolicy;
import io.sealstream.signer.domain.SigningRecord;
import io.sealstream.signer.domain.SigningRecord.Outcome;
import io.sealstream.signer.domain.SigningRequest;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.record.LedgerException;
import io.sealstream.signer.record.SigningLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: the pure record decides, the key signs, the decision with its signature is made durable, and only then the answers
 * are handed out. Called by one thread, which also closes it, and the record with it.
 */
public final class Signer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Signer.class);

    private final KeyRing keys;
    private final SigningLedger ledger;
    private final SigningPolicy policy;
    private final boolean answerUnknown;
    private final SigningMetrics metrics;

    /**
     * @param answerUnknown whether a request for a sender without a key here is refused; false where other signers share the cluster, since
     *                      one of them may have the key
     */
    public Signer(KeyRing keys, SigningLedger ledger, SigningPolicy policy, boolean answerUnknown, SigningMetrics metrics) {
        this.keys = keys;
        this.ledger = ledger;
        this.policy = policy;
        this.answerUnknown = answerUnknown;
        this.metrics = metrics;
    }

    /**
     * The answers to a batch, in its order; a request that is none of ours has none. When this returns, every decision behind them is on
     * disk. When it throws, nothing was recorded and nothing may be answered.
     */
    public List<Answer> answer(List<SigningRequest> batch) {
        try {
            List<Answer> answers = new ArrayList<>();
            for (SigningRequest request : batch) {
                metrics.timed(() -> answerOne(request)).ifPresent(answers::add);
            }
            ledger.commit();
            answers.forEach(metrics::answered);
            return answers;
        } catch (RuntimeException e) {
            ledger.rollback();
            throw e;
        }
    }

    /** A failure of ours about one request must not hold up the others: its lane is told, and may ask again. */
    private Optional<Answer> answerOne(SigningRequest request) {
        try {
            return answer(request);
        } catch (LedgerException e) {
            throw e;
        } catch (RuntimeException e) {
            LOGGER.atError().addKeyValue("request", request.id()).addKeyValue("sender", request.sender()).setCause(e)
                    .log("Request failed");
            return Optional.of(new Answer.Refused(request.id(), request.sender(), request.cid(), RefusalKind.LOCKED,
                    "the signer failed on this request (" + e.getClass().getSimpleName() + "); its log has the details"));
        }
    }

    private Optional<Answer> answer(SigningRequest request) {
        Optional<Address> sender = parse(request.sender());
        boolean known = sender.isPresent() && keys.addresses().contains(sender.get());
        if (!known && !answerUnknown) {
            LOGGER.atDebug().addKeyValue("request", request.id()).addKeyValue("sender", request.sender())
                    .log("Request for another signer");
            return Optional.empty();
        }
        return Optional.of(switch (ledger.slice(request, sender, nonce(request)).maySign(request, policy)) {
            case Outcome.Repeated(Decision earlier) -> repeat(request, earlier);
            case Outcome.Decided decided when !known -> record(request, unknown(request, sender));
            case Outcome.Decided(SigningRecord next, Decision.Refused refused) -> record(request, refused);
            case Outcome.Decided(SigningRecord next, Decision.Approved approved) -> sign(request, approved);
        });
    }

    private Answer repeat(SigningRequest request, Decision earlier) {
        LOGGER.atInfo().addKeyValue("request", request.id()).addKeyValue("cid", earlier.cid())
                .log("Repeated request, same answer");
        return switch (earlier) {
            case Decision.Approved approved -> new Answer.Signed(request.id(), request.sender(), approved.cid(),
                    ledger.signature(request.id())
                            .orElseThrow(() -> new IllegalStateException("an approval without signature is in the record")));
            case Decision.Refused refused ->
                new Answer.Refused(request.id(), request.sender(), refused.cid(), refused.kind(), refused.reason());
        };
    }

    private Answer sign(SigningRequest request, Decision.Approved approved) {
        Message message = approved.message();
        Signature signature;
        try {
            signature = keys.sign(message.from(), message.bytesToSign());
        } catch (WalletException e) {
            LOGGER.atWarn().addKeyValue("request", request.id()).addKeyValue("sender", request.sender())
                    .addKeyValue("reason", e.sentence())
                    .log("Key cannot be used, nothing signed; the request may be asked again");
            return new Answer.Refused(request.id(), request.sender(), approved.cid(), RefusalKind.LOCKED, e.sentence());
        }
        ledger.append(request, approved, signature);
        LOGGER.atInfo().addKeyValue("request", request.id()).addKeyValue("sender", message.from())
                .addKeyValue("nonce", message.nonce())
                .addKeyValue("meaning", approved.meaning()).addKeyValue("cid", approved.cid())
                .addKeyValue("replacement", approved.replacement())
                .log("Message signed");
        return new Answer.Signed(request.id(), request.sender(), approved.cid(), signature);
    }

    private Answer record(SigningRequest request, Decision.Refused refused) {
        ledger.append(request, refused, null);
        LOGGER.atWarn().addKeyValue("request", request.id()).addKeyValue("sender", request.sender())
                .addKeyValue("kind", refused.kind())
                .addKeyValue("meaning", refused.meaning()).addKeyValue("reason", refused.reason()).log("Message refused");
        return new Answer.Refused(request.id(), request.sender(), refused.cid(), refused.kind(), refused.reason());
    }

    private static Decision.Refused unknown(SigningRequest request, Optional<Address> sender) {
        String reason = sender.isPresent()
                ? "no key of " + sender.get() + " lives in this signer; import it here, or choose another sender"
                : "the sender '" + request.sender() + "' is no address";
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

    @Override
    public void close() {
        ledger.close();
    }
}
