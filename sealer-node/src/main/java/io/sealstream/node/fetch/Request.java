package io.sealstream.node.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request for a file. {@link HttpURLConnection} and not the newer client of the JDK, because its read timeout also ends a body that
 * stalls in the middle.
 */
final class Request implements AutoCloseable {
    private static final int WHOLE = HttpURLConnection.HTTP_OK;
    private static final int PART = HttpURLConnection.HTTP_PARTIAL;
    private static final int TIMEOUT = HttpURLConnection.HTTP_CLIENT_TIMEOUT;
    private static final int NO_SUCH_RANGE = 416;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    /** {@code bytes 100-199/1000} or {@code bytes *}{@code /1000} (RFC 9110, 14.4). */
    private static final Pattern RANGE = Pattern.compile("bytes (?:([0-9]{1,18})-[0-9]{1,18}|\\*)/([0-9]{1,18})");

    private final URI address;
    private final HttpURLConnection connection;

    private Request(URI address, Duration stall, String method) throws IOException {
        this.address = address;
        this.connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(Math.toIntExact(stall.toMillis()));
        connection.setReadTimeout(Math.toIntExact(stall.toMillis()));
    }

    /** What the server has to give. */
    sealed interface Reply {
        /** Bytes from {@code begin} to {@code total}. */
        record Bytes(long begin, long total, InputStream body) implements Reply {}

        /** There is nothing at that offset: the file has {@code total} bytes, if the server says so. */
        record Nothing(OptionalLong total) implements Reply {}
    }

    /** Length of the file, where the server says it. */
    static OptionalLong length(URI address, Duration stall) throws IOException {
        try (Request request = new Request(address, stall, "HEAD")) {
            long length = request.connection.getResponseCode() == WHOLE ? request.connection.getContentLengthLong() : -1;
            return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
        }
    }

    /** @param offset how much of the file is here already */
    static Request from(URI address, Duration stall, long offset) throws IOException {
        Request request = new Request(address, stall, "GET");
        if (offset > 0) {
            request.connection.setRequestProperty("Range", "bytes=" + offset + "-");
        }
        return request;
    }

    /**
     * Waits for the answer.
     *
     * @throws IOException    what may pass: no connection, an overloaded server
     * @throws FetchException what will not: no such file, no length
     */
    Reply send() throws IOException, FetchException {
        int status = connection.getResponseCode();
        Matcher range = RANGE.matcher(String.valueOf(connection.getHeaderField("Content-Range")));
        boolean ranged = range.matches();
        if (status == WHOLE && connection.getContentLengthLong() >= 0) {
            return new Reply.Bytes(0, connection.getContentLengthLong(), connection.getInputStream());
        }
        if (status == PART && ranged && range.group(1) != null) {
            return new Reply.Bytes(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)), connection.getInputStream());
        }
        if (status == NO_SUCH_RANGE) {
            return new Reply.Nothing(ranged ? OptionalLong.of(Long.parseLong(range.group(2))) : OptionalLong.empty());
        }
        throw refusal(status);
    }

    private FetchException refusal(int status) throws IOException {
        if (status == TIMEOUT || status == TOO_MANY || status >= SERVER_ERROR) {
            throw new IOException("HTTP " + status);
        }
        return new FetchException(address + (status == WHOLE || status == PART
                ? " does not say how long the file is"
                : " answers HTTP " + status));
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
