package io.sealstream.manager.domain.message;

/** Why a message or a lane waits, as a sentence for people. */
public final class LaneWords {
    private LaneWords() {}

    /** Of one message; {@code parked} is the reason its lane is parked, or empty. */
    public static String waitingFor(LaneMessage m, String parked) {
        return switch (m.state()) {
            case MessageState.Queued s -> "waits for its turn, then for the chain edge to estimate gas and nonce";
            case MessageState.AwaitingSignature s -> parked.isEmpty()
                    ? "waits for the signer (nonce " + s.nonce() + ")"
                    : "waits for a person: " + parked;
            case MessageState.AwaitingPush s -> "waits for the message pool to take it (nonce " + s.signed().nonce() + ")";
            case MessageState.AwaitingLanding s -> "is in the message pool and waits to land (nonce " + s.signed().nonce() + ")";
            case MessageState.AwaitingConfidence s ->
                "landed at epoch " + s.receipt().height() + " and waits for " + m.intent().confidence()
                        + " epochs on top";
            case MessageState.Final s -> "is final since epoch " + s.since();
            case MessageState.Failed s -> "failed: " + s.reason();
        };
    }

    /** Of the lane, or empty. */
    public static String waitingFor(LaneState lane) {
        return lane.parked() != null
                ? "is parked: " + lane.parked()
                : lane.open().isEmpty() ? "" : lane.open().size() + " messages are under way";
    }
}
