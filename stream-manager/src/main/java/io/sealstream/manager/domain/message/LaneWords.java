package io.sealstream.manager.domain.message;

import io.sealstream.manager.domain.message.MessageState.AwaitingSignature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a message or a lane waits, as a sentence for people. */
public final class LaneWords {
    private LaneWords() {}

    /** Of one message; {@code lane} is null when it is gone. */
    public static String waitingFor(LaneMessage m, @Nullable LaneState lane) {
        Revoked revoked = m.revoked();
        return revoked == null || !m.isInFlight()
                ? waits(m, lane) + held(m)
                : waits(m, lane) + "; a transfer of nothing takes its place: " + revoked.reason();
    }

    private static String waits(LaneMessage m, @Nullable LaneState lane) {
        return switch (m.state()) {
            case MessageState.Queued s -> queued(m, lane);
            case AwaitingSignature s -> lane == null || lane.parked() == null
                    ? "waits for the signer (" + nonce(m) + ")"
                    : "waits for a person: " + lane.parked();
            case MessageState.AwaitingPush s -> "waits for the message pool to take it (" + nonce(m) + ")";
            case MessageState.AwaitingLanding s -> "is in the message pool and waits to land (" + nonce(m) + ")";
            case MessageState.AwaitingConfidence s ->
                "landed at epoch " + s.receipt().height() + " and waits for " + m.intent().confidence()
                        + " epochs on top";
            case MessageState.Final s -> "is final since epoch " + s.since();
            case MessageState.Failed s -> "failed: " + s.reason();
        };
    }

    private static String queued(LaneMessage m, @Nullable LaneState lane) {
        if (lane != null && LaneQueue.isPaused(lane, m)) {
            return paused(lane);
        }
        return lane == null || m.hold() != null
                ? "waits for its turn"
                : Budget.inFlight(lane, m, m.state().since()).map(Hold::reason)
                        .orElse("waits for its turn, then for the chain edge to estimate gas and nonce");
    }

    private static String held(LaneMessage m) {
        Hold hold = m.hold();
        return hold == null || m.isOver() ? "" : "; held since epoch " + hold.since() + ": " + hold.reason();
    }

    private static String nonce(LaneMessage m) {
        String versions = m.versions().size() > 1 ? ", " + m.versions().size() + " versions" : "";
        return "nonce " + m.nonce().map(String::valueOf).orElse("?") + versions;
    }

    private static String paused(LaneState lane) {
        Pause pause = lane.paused();
        return pause == null ? "" : "is paused by " + pause.by() + " since epoch " + pause.since() + ": " + pause.reason();
    }

    /** Of the lane, or empty. */
    public static String waitingFor(LaneState lane) {
        List<String> words = new ArrayList<>();
        if (lane.parked() != null) {
            words.add("is parked: " + lane.parked());
        }
        if (lane.paused() != null) {
            words.add(paused(lane));
        }
        if (words.isEmpty() && !lane.open().isEmpty()) {
            words.add(lane.open().size() + " messages are under way");
        }
        long held = lane.open().stream().filter(m -> m.hold() != null).count();
        if (held > 0) {
            words.add(held + " held");
        }
        return String.join("; ", words);
    }
}
