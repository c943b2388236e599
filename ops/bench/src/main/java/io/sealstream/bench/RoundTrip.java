package io.sealstream.bench;

import java.util.function.LongConsumer;

/** Something that sends numbered requests and hears, in any order, that they are answered. */
interface RoundTrip extends AutoCloseable {
    /** Tells, from now on, of each answered request by its number. */
    void onAnswer(LongConsumer answered);

    /** Sends the request with that number; numbers rise by one from 0. */
    void send(long number);

    /** Throws what has gone wrong so far. */
    void check();

    @Override
    void close();
}
