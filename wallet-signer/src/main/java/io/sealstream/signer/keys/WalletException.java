package io.sealstream.signer.keys;

/** What a key store refuses, as one sentence for people: what, why, what to do. Never holds key material or a password. */
public final class WalletException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Kinds of refusal, for callers that act on them. */
    public enum Reason {
        LOCKED, NO_PASSWORD, WRONG_PASSWORD, PASSWORD_EXISTS, UNKNOWN_KEY, BAD_KEY, KEY_EXISTS, DAMAGED, IN_USE, PERMISSIONS, REFUSED, STORAGE
    }

    private final Reason reason;
    private final String sentence;

    public WalletException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
        this.sentence = sentence;
    }

    public WalletException(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
        this.sentence = sentence;
    }

    public Reason reason() {
        return reason;
    }

    /** The message, never null. */
    public String sentence() {
        return sentence;
    }

    public static WalletException locked() {
        return new WalletException(Reason.LOCKED, "the wallet is locked; unlock it with 'wallet-signer unlock'");
    }
}
