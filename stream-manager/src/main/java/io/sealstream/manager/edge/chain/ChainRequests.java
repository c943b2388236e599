package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import io.sealstream.schemas.avro.ChainRequestFailed;
import io.sealstream.schemas.avro.DrawRandomness;
import io.sealstream.schemas.avro.EstimateMessage;
import io.sealstream.schemas.avro.PushMessage;
import io.sealstream.schemas.avro.QuoteCommitment;
import io.sealstream.schemas.avro.ReadDeadline;
import io.sealstream.schemas.avro.ReadMiner;
import io.sealstream.schemas.avro.ReadPreCommit;
import io.sealstream.schemas.avro.ReadSector;
import io.sealstream.schemas.avro.SearchMessage;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/** Turns a request record into its result record by asking the chain node once. Retrying is the caller's. */
final class ChainRequests {
    /**
     * How nodes name the exit code of a message that fails in the estimate: {@code exit ErrIllegalArgument(16), reason: …} (lotus until 1.30,
     * {@code node/impl/full/gas.go}), {@code exit=[ErrIllegalArgument(16)], …} (since, {@code api/api_errors.go}), {@code RetCode=16} (the VM).
     */
    private static final Pattern EXIT_CODE = Pattern.compile("(?:RetCode=|exit=?\\s?\\[?)(?:\\w+\\()?(\\d{1,10})[)\\]]?");
    /** Lotus {@code api/api_errors.go}, {@code ErrOutOfGas}: the only exit code that is not named. */
    private static final String OUT_OF_GAS = "call ran out of gas";
    /** Refusals of the message pool that no repetition mends; every other one may be mended by time or by an operator. */
    private static final Pattern HOPELESS_PUSH = Pattern.compile("signature|too (big|large)|malformed|unmarshal|undecodable");
    /** Answers of a node that is busy or behind, given as errors of the method. */
    private static final Pattern BUSY = Pattern
            .compile(
                    "context deadline|timed? ?out|too many requests|not synced|syncing|connection|unavailable|could not find|overloaded");
    private static final Pattern UNKNOWN = Pattern.compile("actor not found|no such actor|method .*not found|not supported");

    private final ChainNode node;
    private final Randomness randomness;
    private final MinerReads miners;
    private final DeadlineReads deadlines;
    private final CommitmentQuotes quotes;
    private final MessageCalls messages;
    private final MessageCalls pushes;

    /**
     * @param node   answers state queries and estimations
     * @param pusher the same node through connections of its own, so that a push waits for no query
     */
    ChainRequests(ChainNode node, ChainNode pusher) {
        this.node = node;
        this.pushes = new MessageCalls(pusher);
        this.randomness = new Randomness(node);
        this.miners = new MinerReads(node);
        this.deadlines = new DeadlineReads(node, randomness);
        this.quotes = new CommitmentQuotes(node);
        this.messages = new MessageCalls(node);
    }

    /** The result of a request, read at the node's head. A push asks for no head: it must not wait for a state query. */
    SpecificRecord answer(RequestFacts facts, SpecificRecord request) {
        if (request instanceof PushMessage push) {
            return pushes.push(push);
        }
        NamedTipset head = NamedTipset.head(node);
        if (facts.isExpiredAt(head.epoch())) {
            throw new ChainCallException(Kind.EXPIRED,
                    "the answer was of use until epoch " + facts.validUntil() + ", the chain is at " + head.epoch());
        }
        return switch (request) {
            case DrawRandomness draw -> randomness.draw(draw, head);
            case ReadMiner read -> miners.miner(read, head);
            case ReadPreCommit read -> miners.preCommit(read, head);
            case ReadSector read -> miners.sector(read, head);
            case ReadDeadline read -> deadlines.deadline(read, head);
            case QuoteCommitment quote -> quotes.quote(quote, head);
            case EstimateMessage estimate -> messages.estimate(estimate, head);
            case SearchMessage search -> messages.search(search, head);
            default -> throw new IllegalArgumentException("not a chain request: " + request.getSchema().getFullName());
        };
    }

    /** The result that says why there is none. */
    static ChainRequestFailed failed(RequestFacts facts, ChainCallException why) {
        return ChainRequestFailed.newBuilder().setRequestId(facts.requestId()).setKey(facts.key()).setRequest(facts.name())
                .setMessage(why.reason()).setRetriable(isRetriable(facts, why)).setExitCode(exitCode(facts, why)).build();
    }

    /** The exit code with which a message failed when its gas was estimated; 0 for none. */
    private static long exitCode(RequestFacts facts, ChainCallException why) {
        if (facts.kind() != RequestFacts.Kind.ESTIMATE) {
            return 0;
        }
        Matcher code = EXIT_CODE.matcher(why.reason());
        return code.find()
                ? Long.parseLong(code.group(1))
                : why.reason().contains(OUT_OF_GAS) ? ExitCode.SYS_OUT_OF_GAS.code() : 0;
    }

    /** The result for a request whose own content cannot be read. */
    static ChainRequestFailed malformed(RequestFacts facts, CodecException why) {
        return failed(facts, new ChainCallException(Kind.UNREADABLE, "malformed request: " + why.getMessage(), why));
    }

    /**
     * Whether the same request may succeed later. Signed bytes may be pushed again as long as their form is good, since funds, a missing
     * earlier nonce or a full pool are mended by time; a refused estimation is final, because the message itself would fail.
     */
    static boolean isRetriable(RequestFacts facts, ChainCallException why) {
        String text = why.reason().toLowerCase(Locale.ROOT);
        return switch (why.kind()) {
            case UNREACHABLE, TOO_EARLY -> true;
            case UNREADABLE, EXPIRED -> false;
            case REFUSED -> switch (facts.kind()) {
                case PUSH -> !HOPELESS_PUSH.matcher(text).find();
                case ESTIMATE -> BUSY.matcher(text).find();
                case READ -> !UNKNOWN.matcher(text).find();
            };
        };
    }
}
