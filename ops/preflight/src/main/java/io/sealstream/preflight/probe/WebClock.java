package io.sealstream.preflight.probe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the clock of a web server from the header {@code Date} of its answer. */
final class WebClock {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The header has whole seconds, cut off. */
    private static final Duration HALF = Duration.ofMillis(500);

    private final InstantSource clock;

    WebClock(InstantSource clock) {
        this.clock = clock;
    }

    /** How far it is ahead of ours; empty where it does not answer or tells no time. */
    Optional<Duration> ahead(URI server) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            Instant asked = clock.instant();
            HttpResponse<Void> answer = client.send(HttpRequest.newBuilder(plain(server)).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.discarding());
            Instant between = asked.plus(Duration.between(asked, clock.instant()).dividedBy(2));
            return answer.headers().firstValue("Date").map(WebClock::parse)
                    .map(theirs -> Duration.between(between, theirs.plus(HALF)));
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static URI plain(URI server) {
        return URI.create(server.toString().replaceFirst("^ws", "http"));
    }

    private static Instant parse(String date) {
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
