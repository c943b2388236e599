package io.sealstream.devnet.chain.rpc.faults;

import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which calls go wrong, when and how.
 *
 * @param method pattern of full method names, such as {@code Filecoin.Mpool*}: a star stands for any characters
 * @param when   which of the calls that match
 * @param effect what happens to them
 * @param after  the call is carried out first, and it is its answer that goes wrong: the caller cannot know what it did
 */
public record FaultRule(String method, When when, Effect effect, boolean after) {
    /** Longest delay: a call that takes longer counts as never answered. */
    public static final Duration LONGEST_DELAY = Duration.ofMinutes(10);
    private static final int MAX_PATTERN = 200;

    /** Which of the calls that match. */
    public sealed interface When {
        /** Every one. */
        record Always() implements When {}

        /** The next so many, then none. */
        record Next(long calls) implements When {
            public Next {
                requirePositive("next", calls);
            }
        }

        /** Each n-th one. */
        record Every(long calls) implements When {
            public Every {
                requirePositive("every", calls);
            }
        }

        /** Each one with a probability of 0 to 1; the same seed gives the same ones. */
        record Chance(double probability, long seed) implements When {
            public Chance {
                if (!(probability >= 0 && probability <= 1)) {
                    throw new IllegalArgumentException("probability must be 0 to 1, not " + probability);
                }
            }
        }
    }

    /** What happens to a call. */
    public sealed interface Effect {
        /** It gets this error instead of an answer. */
        record Refusal(int code, String message) implements Effect {}

        /** It waits. */
        record Delay(Duration time) implements Effect {
            public Delay {
                if (time.isNegative() || time.compareTo(LONGEST_DELAY) > 0) {
                    throw new IllegalArgumentException("delay must be 0 to " + LONGEST_DELAY.toMinutes() + " minutes");
                }
            }
        }

        /** The connection it came by is closed. */
        record Drop() implements Effect {}

        /** It is never answered; the connection stays. */
        record Silence() implements Effect {}
    }

    public FaultRule {
        if (method.isBlank() || method.length() > MAX_PATTERN) {
            throw new IllegalArgumentException(
                    "method must be a name or a pattern such as Filecoin.Mpool*, of 1 to " + MAX_PATTERN + " characters");
        }
    }

    private static void requirePositive(String name, long calls) {
        if (calls < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, not " + calls);
        }
    }

    /** Matches whole method names. */
    Pattern pattern() {
        return Pattern.compile(Stream.of(method.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
