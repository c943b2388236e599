package io.sealstream.devnet.chain.blocks;

/** The pool does not take a message; the text is what a node says. */
public final class PoolRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PoolRefusal(String why) {
        super(why);
    }

    /** Why, never null. */
    public String why() {
        String message = getMessage();
        return message == null ? "refused" : message;
    }
}
