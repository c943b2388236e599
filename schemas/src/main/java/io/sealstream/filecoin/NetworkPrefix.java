package io.sealstream.filecoin;

/** The first letter of an address's text. Both parse everywhere; the bytes are the same; topics always use {@link #MAINNET}. */
public enum NetworkPrefix {
    MAINNET('f'), TESTNET('t');

    private final char letter;

    NetworkPrefix(char letter) {
        this.letter = letter;
    }

    public char letter() {
        return letter;
    }
}
