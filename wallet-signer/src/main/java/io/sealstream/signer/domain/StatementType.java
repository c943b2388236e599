package io.sealstream.signer.domain;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Kinds of things that keys sign besides messages, under the names that callers use (venus {@code types.MsgType}; chain.md 1.6). */
public enum StatementType {
    /** A block header. */
    BLOCK("block"),
    /** A proposal of a deal, by its client. */
    DEAL_PROPOSAL("dealproposal"),
    /** A signed proposal, named by its CID. */
    CLIENT_DEAL("clientdeal"),
    /** Input of a block producer's VRF, with what it is drawn from. */
    DRAW_RANDOM_PARAM("drawrandomparam"),
    /** A promise of money out of a payment channel. */
    SIGNED_VOUCHER("signedvoucher"),
    /** A provider's terms. */
    STORAGE_ASK("storageask"),
    /** A provider's terms as an answer. */
    ASK_RESPONSE("askresponse"),
    /** A provider's answer to a proposal; the name is misspelt at its source. */
    NETWORK_RESPONSE("networkresposne"),
    /** A provider's word about a deal. */
    PROVIDER_DEAL_STATE("providerdealstate"),
    /** Proof to a gateway that the key is here. */
    VERIFY_ADDRESS("verifyaddress"),
    /** Any bytes. */
    UNKNOWN("unknown"),
    /** Votes of fast finality: bytes, too. */
    F3("f3");

    private final String label;

    StatementType(String label) {
        this.label = label;
    }

    /** The name of the wire. */
    public String label() {
        return label;
    }

    /** True where a rule of a policy may name it among its calls. */
    boolean isNamedByRules() {
        return this != VERIFY_ADDRESS && this != UNKNOWN && this != F3;
    }

    /** The type of that name. */
    public static Optional<StatementType> of(String label) {
        return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
    }

    /** All names with commas, for errors. */
    public static String labels() {
        return Arrays.stream(values()).map(StatementType::label).collect(Collectors.joining(", "));
    }
}
