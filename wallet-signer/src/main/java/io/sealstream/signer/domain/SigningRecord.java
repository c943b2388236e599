package io.sealstream.signer.domain;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was decided for one sender on one network: the whole history, or the part of it that one request can touch (the decision with the
 * same request id, the approvals with the same nonce, and those of the last day where a rule counts them). {@link #maySign} is the only
 * way it grows; the shell writes the grown record durably before the signature leaves.
 */
public record SigningRecord(List<Decision> decisions) {
    /** A replacement must pay the premium of the earlier message times {@value #REPLACEMENT_NUMERATOR} / {@value #REPLACEMENT_DENOMINATOR} and one. */
    public static final long REPLACEMENT_NUMERATOR = 110;
    public static final long REPLACEMENT_DENOMINATOR = 100;

    /** Longest message of the message pool (lotus {@code MaxMessageSize}). */
    public static final int MAX_MESSAGE_BYTES = 64 * 1024;

    public SigningRecord {
        decisions = List.copyOf(decisions);
    }

    public static SigningRecord empty() {
        return new SigningRecord(List.of());
    }

    /** What becomes of a message whose nonce another one has, and that does not pay to replace it. */
    public enum Conflicts {
        /** It is refused: one lane owns the nonces. */
        REFUSED,
        /** It is signed: message services elsewhere own the nonces, and give one to another message after a timeout. */
        SIGNED
    }

    /** What a request leads to. */
    public sealed interface Outcome {
        /** The request was decided before: the same answer again. */
        record Repeated(Decision earlier) implements Outcome {}

        /** The same message was signed before at another request: the same signature again, whatever the policy says by now. */
        record SignedBefore(SigningRecord next, Decision.Approved decision) implements Outcome {}

        /** A new decision and the record with it. */
        record Decided(SigningRecord next, Decision decision) implements Outcome {}
    }

    /**
     * Decides a request of the sender of this record. Total: bad input is a refusal, never an exception. A request that is too late is
     * refused, but what was signed before is out already, and its signature is given again.
     */
    public Outcome maySign(SigningRequest request, SigningPolicy policy, Moment now, Conflicts conflicts) {
        Optional<Decision> earlier = decisions.stream().filter(decision -> decision.requestId().equals(request.id())).findFirst();
        if (earlier.isPresent()) {
            return new Outcome.Repeated(earlier.get());
        }
        Message message;
        try {
            message = read(request);
        } catch (CodecException e) {
            return decided(new Decision.Refused(request.id(), "", "", RefusalKind.MALFORMED,
                    "the message does not decode: " + e.getMessage()));
        }
        Content content = Content.of(message);
        Meaning meaning = Meaning.of(message);
        Optional<String> malformed = mismatch(request, message, content.cid());
        if (malformed.isPresent()) {
            return decided(refused(request, content, meaning, RefusalKind.MALFORMED, malformed.get()));
        }
        Question question = new Question(request.caller(), content, meaning, now.millis());
        return signedBefore(content).<Outcome>map(before -> again(request, question, before))
                .or(() -> late(request, now)
                        .map(reason -> decided(refused(request, content, meaning, RefusalKind.EXPIRED, reason))))
                .orElseGet(() -> decided(judge(request, question, policy, conflicts)));
    }

    private static Optional<String> late(SigningRequest request, Moment now) {
        return request.validUntil() == 0 || !now.isAfter(request.validUntil())
                ? Optional.empty()
                : Optional.of("the signature was of use until epoch " + request.validUntil() + " and the chain is at epoch "
                        + now.epoch().orElseThrow() + "; ask anew if the message is still wanted");
    }

    private Outcome.Decided decided(Decision decision) {
        return new Outcome.Decided(with(decision), decision);
    }

    private Outcome.SignedBefore again(SigningRequest request, Question question, Decision.Approved before) {
        Decision.Approved decision = new Decision.Approved(request.id(), before.content(), question.meaning().text(),
                before.rule(),
                false, question.now());
        return new Outcome.SignedBefore(with(decision), decision);
    }

    private SigningRecord with(Decision decision) {
        return new SigningRecord(Stream.concat(decisions.stream(), Stream.of(decision)).toList());
    }

    private Decision judge(SigningRequest request, Question question, SigningPolicy policy, Conflicts conflicts) {
        Judgement judgement = policy.judge(question, this);
        Content content = question.content();
        if (!judgement.allowed()) {
            return question.meaning().call() instanceof Call.Unknown unknown && !unknown.problem().isEmpty()
                    ? refused(request, content, question.meaning(), RefusalKind.MALFORMED,
                            "the message does not decode: " + unknown.problem())
                    : refused(request, content, question.meaning(), RefusalKind.POLICY, judgement.reason());
        }
        return conflict(content).filter(reason -> conflicts == Conflicts.REFUSED)
                .<Decision>map(reason -> refused(request, content, question.meaning(), RefusalKind.POLICY, reason))
                .orElseGet(() -> new Decision.Approved(request.id(), content, question.meaning().text(), judgement.rule(),
                        !rivals(content).isEmpty(), question.now()));
    }

    private static Decision.Refused refused(SigningRequest request, Content content, Meaning meaning, RefusalKind kind,
            String reason) {
        return new Decision.Refused(request.id(), content.cid(), meaning.text(), kind, reason);
    }

    /** The message, and only one whose encoding is canonical: what is signed is always the CID of what was decoded. */
    private static Message read(SigningRequest request) {
        if (request.message().length() > MAX_MESSAGE_BYTES) {
            throw CodecException.of(request.message().length() + " bytes, the chain takes at most " + MAX_MESSAGE_BYTES);
        }
        Message message = Message.fromCbor(request.message().toArray());
        if (!Bytes.of(message.toCbor()).equals(request.message())) {
            throw CodecException.of("its CBOR is not canonical");
        }
        if (message.value().isNegative() || message.gasFeeCap().isNegative() || message.gasPremium().isNegative()
                || message.gasLimit() < 0) {
            throw CodecException.of("value, gas limit, fee cap and premium must not be negative");
        }
        return message;
    }

    private static Optional<String> mismatch(SigningRequest request, Message message, String cid) {
        if (!cid.equals(request.cid())) {
            return Optional.of("the request names CID " + Shown.of(request.cid()) + ", but its message has CID " + cid);
        }
        if (message.from().protocol() == Address.Protocol.ID) {
            return Optional.of("the sender in the message is the id address " + message.from() + "; write the key address "
                    + Shown.of(request.sender()));
        }
        if (!isFrom(message, request.sender())) {
            return Optional
                    .of("the message is from " + message.from() + ", but the request asks for the key "
                            + Shown.of(request.sender()));
        }
        return Optional.empty();
    }

    private static boolean isFrom(Message message, String sender) {
        try {
            return message.from().equals(Address.parse(sender));
        } catch (CodecException e) {
            return false;
        }
    }

    private Stream<Decision.Approved> approved() {
        return decisions.stream().flatMap(decision -> switch (decision) {
            case Decision.Approved approved -> Stream.of(approved);
            case Decision.Refused refused -> Stream.<Decision.Approved>empty();
        });
    }

    private Optional<Decision.Approved> signedBefore(Content content) {
        return approved().filter(earlier -> earlier.content().equals(content)).findFirst();
    }

    private List<Decision.Approved> rivals(Content content) {
        return approved().filter(earlier -> earlier.content().rivals(content)).toList();
    }

    /**
     * Why a message must not be signed beside those that were. Two messages of one nonce are rivals: only one lands. The pool takes the newer
     * for the older if it pays enough, whatever it does.
     */
    public Optional<String> conflict(Content content) {
        for (Decision.Approved rival : rivals(content)) {
            TokenAmount least = leastPremium(rival.content());
            if (content.premium().compareTo(least) < 0) {
                return Optional.of("nonce " + Long.toUnsignedString(content.nonce()) + " of " + content.sender()
                        + " was signed before for message " + rival.cid() + " (" + rival.meaning()
                        + "); to replace it the gas premium must be at least " + least + " attoFIL, not "
                        + content.premium() + "; else use a fresh nonce");
            }
        }
        return Optional.empty();
    }

    /** The lowest premium for which a pool replaces a message (lotus {@code messagepool.ComputeRBF} at {@code DefaultReplaceByFeePercentage}). */
    private static TokenAmount leastPremium(Content replaced) {
        return replaced.premium().scaled(REPLACEMENT_NUMERATOR, REPLACEMENT_DENOMINATOR).plus(TokenAmount.ofAtto(1));
    }

    /** What the messages that a rule allowed in the last day can move, with the one in question: of each nonce the dearest. */
    TokenAmount spent(String rule, Question question) {
        Map<Long, TokenAmount> dearest = new HashMap<>();
        long since = question.now() - Limits.DAY_MILLIS;
        approved().filter(earlier -> earlier.rule().equals(rule) && earlier.at() > since)
                .filter(earlier -> earlier.content().sender().equals(question.content().sender()))
                .forEach(earlier -> dearest.merge(earlier.content().nonce(), earlier.content().value(), TokenAmount::max));
        dearest.merge(question.content().nonce(), question.content().value(), TokenAmount::max);
        return dearest.values().stream().reduce(TokenAmount.ZERO, TokenAmount::plus);
    }
}
