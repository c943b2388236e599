package io.sealstream.signer.signing;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.signer.domain.Caller;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import io.sealstream.signer.record.SigningLedger;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Signing for whoever knows the password: judged by the policy as caller {@code cli}, and recorded like every other. A command line knows
 * no cluster, so its messages count for the chain that was signed for last, or for the network of the configuration in a fresh record.
 */
public final class CommandSigner {
    private final KeyRing keys;
    private final SigningLedger ledger;
    private final Consent policy;
    private final String network;
    private final SigningMetrics metrics;

    /** @param network to which messages count while the record names no chain */
    public CommandSigner(KeyRing keys, SigningLedger ledger, Consent policy, String network,
            SigningMetrics metrics) {
        this.keys = keys;
        this.ledger = ledger;
        this.policy = policy;
        this.network = network;
        this.metrics = metrics;
    }

    /**
     * Signs.
     *
     * @param type  {@code message} or the name of a statement
     * @param data  for a message its CBOR, else what is signed
     * @throws WalletException if the password is wrong, the wallet locked, or the policy or the record forbids it
     */
    public Signature sign(String type, Address key, Bytes data, Secret password) {
        keys.requirePassword(password);
        return switch (signer().answer(List.of(ask(type, key, data))).getFirst()) {
            case Answer.Signed signed -> signed.signature();
            case Answer.Refused refused -> throw new WalletException(Reason.REFUSED, refused.reason());
        };
    }

    private static Ask ask(String type, Address key, Bytes data) {
        boolean message = type.equals(Ask.MESSAGE);
        return new Ask("cli-" + UUID.randomUUID(), Caller.CLI, key.toString(), type, message ? cid(data) : data,
                message ? data : Bytes.EMPTY, Optional.empty());
    }

    private static Bytes cid(Bytes message) {
        try {
            return Bytes.of(Message.fromCbor(message.toArray()).bytesToSign());
        } catch (CodecException e) {
            throw new WalletException(Reason.REFUSED, "the bytes are no message: " + e.getMessage(), e);
        }
    }

    private AskSigner signer() {
        return new AskSigner(keys, ledger, new Signer.Terms(chain(), true), policy, metrics);
    }

    private String chain() {
        return ledger.newestChain().orElse(network);
    }

    /** Lets the nonces of a chain begin anew, of the one that was signed for last where {@code chain} is empty; says which it was. */
    public String forgetNonces(String chain) {
        String meant = chain.isEmpty() ? chain() : chain;
        return ledger.write(() -> {
            ledger.forgetNonces(meant);
            return meant;
        });
    }
}
