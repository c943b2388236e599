package io.sealstream.signer.domain;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was decided for one sender on one network: the whole history, or the part of it that one request can touch (the decision with the
 * same request id, the approvals with the same nonce). {@link #maySign} is the only way it grows; the shell writes the grown record
 * durably before the signature leaves.
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

    /** What a request leads to. */
    public sealed interface Outcome {
        /** The request was decided before: the same answer again. */
        record Repeated(Decision earlier) implements Outcome {}

        /** A new decision and the record with it. */
        record Decided(SigningRecord next, Decision decision) implements Outcome {}
    }

    /** Decides a request of the sender of this record. Total: bad input is a refusal, never an exception. */
    public Outcome maySign(SigningRequest request, SigningPolicy policy) {
        Optional<Decision> earlier = decisions.stream().filter(decision -> decision.requestId().equals(request.id())).findFirst();
        if (earlier.isPresent()) {
            return new Outcome.Repeated(earlier.get());
        }
        Decision decision = decide(request, policy);
        return new Outcome.Decided(new SigningRecord(Stream.concat(decisions.stream(), Stream.of(decision)).toList()), decision);
    }

    private Decision decide(SigningRequest request, SigningPolicy policy) {
        Message message;
        Meaning meaning;
        try {
            message = read(request);
            meaning = Meaning.of(message);
        } catch (CodecException e) {
            return new Decision.Refused(request.id(), "", "", RefusalKind.MALFORMED,
                    "the message does not decode: " + e.getMessage());
        }
        String cid = message.cid().toString();
        Optional<String> malformed = mismatch(request, message, cid);
        if (malformed.isPresent()) {
            return new Decision.Refused(request.id(), cid, meaning.text(), RefusalKind.MALFORMED, malformed.get());
        }
        List<Message> rivals = sameNonce(message);
        return policy.refusal(meaning).or(() -> conflict(message, rivals))
                .<Decision>map(reason -> new Decision.Refused(request.id(), cid, meaning.text(), RefusalKind.POLICY, reason))
                .orElseGet(() -> new Decision.Approved(request.id(), message, meaning.text(), !rivals.isEmpty()));
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
        return message;
    }

    private static Optional<String> mismatch(SigningRequest request, Message message, String cid) {
        if (!cid.equals(request.cid())) {
            return Optional.of("the request names CID " + request.cid() + ", but its message has CID " + cid);
        }
        if (message.from().protocol() == Address.Protocol.ID) {
            return Optional.of("the sender in the message is the id address " + message.from() + "; write the key address "
                    + request.sender());
        }
        if (!message.from().equals(Address.parse(request.sender()))) {
            return Optional
                    .of("the message is from " + message.from() + ", but the request asks for the key " + request.sender());
        }
        return Optional.empty();
    }

    private List<Message> sameNonce(Message message) {
        return decisions.stream().flatMap(decision -> switch (decision) {
            case Decision.Approved approved -> Stream.of(approved.message());
            case Decision.Refused refused -> Stream.<Message>empty();
        }).filter(earlier -> earlier.from().equals(message.from()) && earlier.nonce() == message.nonce()
                && !earlier.equals(message)).toList();
    }

    private Optional<String> conflict(Message message, List<Message> rivals) {
        if (wasApproved(message)) {
            return Optional.empty();
        }
        for (Message rival : rivals) {
            if (!sameEffect(message, rival)) {
                return Optional.of("nonce " + Long.toUnsignedString(message.nonce()) + " of " + message.from()
                        + " was signed before for another message, " + rival.cid() + " (" + Meaning.of(rival).text()
                        + "); use a fresh nonce");
            }
            TokenAmount least = rival.gasPremium().scaled(REPLACEMENT_NUMERATOR, REPLACEMENT_DENOMINATOR)
                    .plus(TokenAmount.ofAtto(1));
            if (message.gasPremium().compareTo(least) < 0) {
                return Optional.of("message " + rival.cid()
                        + " with the same nonce was signed before; to replace it the gas premium must be at least "
                        + least + " attoFIL, not " + message.gasPremium());
            }
        }
        return Optional.empty();
    }

    /** Signing the same bytes again gives the same signature, whatever else was signed since. */
    private boolean wasApproved(Message message) {
        return decisions.stream()
                .anyMatch(decision -> decision instanceof Decision.Approved approved && approved.message().equals(message));
    }

    private static boolean sameEffect(Message message, Message rival) {
        return message.to().equals(rival.to()) && message.method() == rival.method() && message.value().equals(rival.value())
                && message.params().equals(rival.params());
    }
}
