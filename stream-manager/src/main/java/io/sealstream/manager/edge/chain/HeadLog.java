package io.sealstream.manager.edge.chain;

import io.sealstream.schemas.avro.ChainHead;
import java.util.List;

/** The stored heads and the only way to add one. Opening it makes this process the one writer of heads: a former writer is fenced. */
public interface HeadLog extends AutoCloseable {

    /** Opens the log. */
    interface Opener {
        HeadLog open();
    }

    /** The log belongs to a newer writer now. */
    final class Fenced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Fenced(Throwable cause) {
            super("another process writes heads now", cause);
        }
    }

    /** Last sequence number that may have been given. */
    long sequence();

    /** The newest stored heads, oldest first. */
    List<ChainHead> heads();

    /**
     * Writes a head to every partition of both head topics, all or none.
     *
     * @throws Fenced when another process has opened the log
     */
    void write(ChainHead head);

    @Override
    void close();
}
