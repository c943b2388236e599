package io.sealstream.devnet.broker;

/**
 * One Kafka broker with its controller, in this JVM. Its data outlives it: {@link #start} on the same home goes on where the last run
 * ended, after a clean stop as after a kill.
 */
public interface EmbeddedBroker extends AutoCloseable {
    /**
     * Starts a broker and returns when it takes requests.
     *
     * @throws BrokerException where it cannot: home in use, port taken, data of a foreign version; the message says what to do
     */
    static EmbeddedBroker start(BrokerSettings settings) {
        return KraftBroker.start(settings);
    }

    /** {@code host:port} for clients. */
    String bootstrap();

    int port();

    /** Stops cleanly; a second call does nothing. */
    @Override
    void close();
}
