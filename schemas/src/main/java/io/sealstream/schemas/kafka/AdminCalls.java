package io.sealstream.schemas.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Waits for answers of the admin client, with a bound. */
public final class AdminCalls {
    /** Bound of one call. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private AdminCalls() {}

    /** As {@link #await(KafkaFuture, String, Duration)}, with the usual bound. */
    public static <T> T await(KafkaFuture<T> future, String what) {
        return await(future, what, PATIENCE);
    }

    /**
     * The answer.
     *
     * @throws KafkaUnavailableException where none came in time
     * @throws KafkaException            what the broker refused, as it said it
     */
    static <T> T await(KafkaFuture<T> future, String what, Duration patience) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            // What can be retried includes timeouts, which is how an absent broker shows.
            if (e.getCause() instanceof RetriableException retriable && !isAnswer(retriable)) {
                throw new KafkaUnavailableException(what + ": " + retriable.getMessage(), retriable);
            }
            if (e.getCause() instanceof KafkaException refused) {
                throw refused;
            }
            throw new KafkaException(what, e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaUnavailableException(what + ": no answer in " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException(what + ": interrupted", e);
        }
    }

    /** A topic that does not exist is an answer, although the client calls it retriable. */
    private static boolean isAnswer(RetriableException e) {
        return e instanceof UnknownTopicOrPartitionException;
    }
}
