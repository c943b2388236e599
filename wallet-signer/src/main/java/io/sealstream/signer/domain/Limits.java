package io.sealstream.signer.domain;

import io.sealstream.filecoin.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a rule allows what it is about; null means no limit.
 *
 * @param valuePerMessage most value that one message moves
 * @param valuePerDay     most value of all messages that the rule allowed in the last 24 hours, this one included; of the contents of one
 *                        nonce the dearest counts, since only one lands
 * @param fee             most that a message can burn: gas limit times fee cap
 * @param feeCap          highest fee cap, per unit of gas
 * @param hours           when it signs
 */
public record Limits(@Nullable TokenAmount valuePerMessage, @Nullable TokenAmount valuePerDay, @Nullable TokenAmount fee,
        @Nullable TokenAmount feeCap, @Nullable Hours hours) {
    public static final Limits NONE = new Limits(null, null, null, null, null);
    public static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

    /** Empty where the message stays inside, else which limit it breaks. */
    Optional<String> excess(String rule, Question question, SigningRecord history) {
        Meaning meaning = question.meaning();
        return above("value", meaning.value(), "per message", valuePerMessage)
                .or(() -> above("gas fee", meaning.fee(), "per message", fee))
                .or(() -> above("gas fee cap", meaning.feeCap(), "per unit of gas", feeCap))
                .or(() -> closed(question.now()))
                .or(() -> valuePerDay == null
                        ? Optional.empty()
                        : above("value", history.spent(rule, question), "in 24 hours", valuePerDay));
    }

    private Optional<String> closed(long now) {
        return hours == null || hours.contains(now) ? Optional.empty() : Optional.of("it signs only from " + hours.text());
    }

    private static Optional<String> above(String what, TokenAmount asked, String per, @Nullable TokenAmount limit) {
        return limit == null || asked.compareTo(limit) <= 0
                ? Optional.empty()
                : Optional.of(what + " " + asked.format() + " " + per + " is above its limit of " + limit.format());
    }

    boolean hasDay() {
        return valuePerDay != null;
    }

    /** For people; empty where there is none. */
    String text() {
        List<String> parts = new ArrayList<>();
        add(parts, "value at most %s a message", valuePerMessage);
        add(parts, "value at most %s in 24 hours", valuePerDay);
        add(parts, "gas fee at most %s a message", fee);
        add(parts, "fee cap at most %s", feeCap);
        if (hours != null) {
            parts.add(hours.text());
        }
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String form, @Nullable TokenAmount limit) {
        if (limit != null) {
            parts.add(form.formatted(limit.format()));
        }
    }
}
