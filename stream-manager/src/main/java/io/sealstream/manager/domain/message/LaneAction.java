package io.sealstream.manager.domain.message;

/** What an operator does to a lane or to one of its messages. */
public enum LaneAction {
    /** Gives the newest signed bytes to the message pool again; a message that is kept back is looked at again. */
    RESEND,
    /** Signs the message again for more, at the same nonce. */
    REPLACE,
    /** Takes the message back: at once without a nonce, else by a transfer of nothing at its nonce. */
    CANCEL,
    /** The lane signs nothing new but WindowPoSt. */
    PAUSE,
    /** The lane goes on. */
    RESUME;

    /** True when it is done to the lane. */
    public boolean isOfLane() { return this == PAUSE || this == RESUME; }
}
