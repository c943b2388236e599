package io.sealstream.manager.topology;

/** Is told of what a person must hear. Must not throw. */
public interface Alarm {
    /** A record could not be read; it is in {@code dead.letter}. */
    void unreadable(Inbound record, String reason);

    /** A bug in the pure part: nothing was changed, the record is in {@code dead.letter}. */
    void bug(Inbound record, RuntimeException bug);

    /** A command was refused; the reason is in {@code rejection}. */
    void rejected(Inbound record, String command, String reason);
}
