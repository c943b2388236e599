package io.sealstream.signer.signing;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Signature;
import io.sealstream.signer.domain.RefusalKind;
import io.sealstream.signer.domain.SigningRequest;
import io.sealstream.signer.domain.Statement;
import io.sealstream.signer.domain.StatementRules;
import io.sealstream.signer.domain.StatementType;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.record.LedgerException;
import io.sealstream.signer.record.SigningLedger;
import io.sealstream.signer.record.StatementEntry;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what callers of JSON-RPC and gateways ask: messages over the way of every message, statements decoded, judged, recorded and
 * signed likewise. Safe for many threads, as its record is.
 */
public final class AskSigner {
    private static final Logger LOGGER = LoggerFactory.getLogger(AskSigner.class);
    private static final int LONGEST_TYPE = 32;

    private final Signer messages;
    private final KeyRing keys;
    private final SigningLedger ledger;
    private final String chain;
    private final Consent policy;
    private final SigningMetrics metrics;

    /**
     * @param terms  for whom it signs; it answers for unknown keys whatever they say
     * @param policy the one in force; asked for each request
     */
    public AskSigner(KeyRing keys, SigningLedger ledger, Signer.Terms terms, Consent policy,
            SigningMetrics metrics) {
        this.messages = new Signer(keys, ledger, new Signer.Terms(terms.chain(), true, terms.conflicts()), policy, metrics);
        this.keys = keys;
        this.ledger = ledger;
        this.chain = terms.chain();
        this.policy = policy;
        this.metrics = metrics;
    }

    /**
     * The answers, in the order of the requests. When this returns, every decision behind them is on disk. When it throws, nothing was
     * recorded and nothing may be answered.
     */
    public List<Answer> answer(List<Ask> asks) {
        List<Answer> answers = ledger
                .write(() -> asks.stream().map(ask -> metrics.timed(() -> Optional.of(answer(ask))).orElseThrow()).toList());
        answers.forEach(metrics::answered);
        return answers;
    }

    private Answer answer(Ask ask) {
        return ask.type().equals(Ask.MESSAGE) ? message(ask) : guarded(ask);
    }

    /** The bytes to sign must be the CID that the message has: the record compares. */
    private Answer message(Ask ask) {
        String cid;
        try {
            cid = Cid.fromBytes(ask.data().toArray()).toString();
        } catch (CodecException e) {
            cid = "(none: the bytes to sign are no CID)";
        }
        return messages.answerOne(new SigningRequest(ask.id(), ask.caller(), ask.signer(), "", ask.extra(), cid, 0),
                Signer.Circumstances.PLAIN)
                .orElseThrow(() -> new IllegalStateException("this signer answers for every key"));
    }

    /** A failure of ours about one request must not hold up the others. */
    private Answer guarded(Ask ask) {
        try {
            return ledger.statement(chain, ask.id()).map(before -> repeated(ask, before)).orElseGet(() -> statement(ask));
        } catch (LedgerException e) {
            throw e;
        } catch (RuntimeException e) {
            LOGGER.atError().addKeyValue("request", ask.id()).addKeyValue("caller", ask.caller().text()).setCause(e)
                    .log("Request failed");
            return new Answer.Refused(ask.id(), ask.signer(), "", RefusalKind.LOCKED,
                    "the signer failed on this request (" + e.getClass().getSimpleName() + "); its log has the details");
        }
    }

    private static Answer repeated(Ask ask, StatementEntry.Recorded before) {
        if (before.signature() != null) {
            return new Answer.Signed(ask.id(), ask.signer(), before.cid(), before.signature());
        }
        RefusalKind kind = before.refusal() == null ? RefusalKind.MALFORMED : before.refusal();
        return new Answer.Refused(ask.id(), ask.signer(), before.cid(), kind, before.reason());
    }

    private Answer statement(Ask ask) {
        Address key;
        Statement statement;
        try {
            key = Address.parse(ask.signer());
            statement = Statement.read(type(ask), ask.data(), ask.extra(), ask.challenge());
        } catch (CodecException e) {
            return refused(ask, Optional.empty(), RefusalKind.MALFORMED,
                    "what is to be signed is no " + shortType(ask) + ": " + e.getMessage());
        }
        if (!keys.addresses().contains(key)) {
            return refused(ask, Optional.of(statement), RefusalKind.UNKNOWN_KEY,
                    "no key of " + key + " lives in this signer; import it here, or choose another signer");
        }
        return StatementRules.refusal(policy.get(), ask.caller(), key, statement.type(), ledger.now())
                .or(() -> second(ask, key, statement)).or(() -> policy.objection(statement.type().label(), statement.content()))
                .map(reason -> refused(ask, Optional.of(statement), RefusalKind.POLICY, reason))
                .orElseGet(() -> sign(ask, key, statement));
    }

    private static StatementType type(Ask ask) {
        return StatementType.of(ask.type())
                .orElseThrow(() -> CodecException.of("the type is unknown; use message, " + StatementType.labels()));
    }

    /** Why a statement is not signed beside another: the chain would punish the pair. */
    private Optional<String> second(Ask ask, Address key, Statement statement) {
        return statement.slot().isEmpty()
                ? Optional.empty()
                : ledger.otherInSlot(chain, entry(ask, key.toString(), statement)).map(other -> "another " + statement.meaning()
                        + " was signed, as " + other + "; two of them are a fault that costs the miner");
    }

    private static StatementEntry entry(Ask ask, String signer, Statement statement) {
        return new StatementEntry(ask.id(), ask.caller(), signer, statement.type().label(), statement.content(), cid(statement),
                statement.meaning(), statement.slot(), null, "");
    }

    private Answer sign(Ask ask, Address key, Statement statement) {
        Signature signature;
        try {
            signature = keys.sign(key, statement.toSign().toArray());
        } catch (WalletException e) {
            LOGGER.atWarn().addKeyValue("request", ask.id()).addKeyValue("caller", ask.caller().text()).addKeyValue("signer", key)
                    .addKeyValue("reason", e.sentence())
                    .log("Key cannot be used, nothing signed; the request may be asked again");
            return new Answer.Refused(ask.id(), ask.signer(), cid(statement), RefusalKind.LOCKED, e.sentence());
        }
        ledger.append(chain, entry(ask, key.toString(), statement), signature);
        LOGGER.atInfo().addKeyValue("request", ask.id()).addKeyValue("caller", ask.caller().text()).addKeyValue("signer", key)
                .addKeyValue("type", statement.type().label()).addKeyValue("meaning", statement.meaning())
                .log("Statement signed");
        return new Answer.Signed(ask.id(), ask.signer(), cid(statement), signature);
    }

    private Answer refused(Ask ask, Optional<Statement> statement, RefusalKind kind, String reason) {
        String meaning = statement.map(Statement::meaning).orElse("");
        String cid = statement.map(AskSigner::cid).orElse("");
        Bytes content = ask.data().slice(0, Math.min(ask.data().length(), Statement.MAX_BYTES));
        ledger.append(chain,
                new StatementEntry(ask.id(), ask.caller(), ask.signer(), shortType(ask), content, cid, meaning, "", kind, reason),
                null);
        LOGGER.atWarn().addKeyValue("request", ask.id()).addKeyValue("caller", ask.caller().text())
                .addKeyValue("signer", ask.signer())
                .addKeyValue("type", shortType(ask)).addKeyValue("kind", kind).addKeyValue("meaning", meaning)
                .addKeyValue("reason", reason)
                .log("Statement refused");
        return new Answer.Refused(ask.id(), ask.signer(), cid, kind, reason);
    }

    private static String shortType(Ask ask) {
        return ask.type().length() > LONGEST_TYPE ? ask.type().substring(0, LONGEST_TYPE) + "…" : ask.type();
    }

    private static String cid(Statement statement) {
        return Cid.ofRaw(statement.toSign().toArray()).toString();
    }
}
