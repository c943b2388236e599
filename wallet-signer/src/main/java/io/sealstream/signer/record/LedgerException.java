package io.sealstream.signer.record;

import java.sql.SQLException;

/** The signing record cannot be used: nothing may be signed. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private LedgerException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    interface Sql<T> {
        T run() throws SQLException;
    }

    static <T> T translate(String what, Sql<T> sql) {
        try {
            return sql.run();
        } catch (SQLException e) {
            throw new LedgerException(
                    "the signing record cannot be " + what + ": " + e.getMessage() + "; nothing is signed without it", e);
        }
    }
}
