package io.sealstream.proofs;

/**
 * A proof could not be made or checked. A proof that is merely wrong is not an exception: verification answers false.
 *
 * <p>The {@link Code} says what happened, its {@link Level} what the caller may do about it.
 */
public final class ProofException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Code code;

    public ProofException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public ProofException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    public Level level() {
        return code.level();
    }

    /** What the caller may do; the words are the field's own (damocles {@code sealing/failure}). */
    public enum Level {
        /** May pass: try the same call again, with a bound on attempts. */
        TEMPORARY,
        /** The same call will fail again: the inputs are wrong, a person or the domain must decide. */
        PERMANENT,
        /** The sector's files are not what they should be: start the sector's step again from clean files. */
        ABORT,
        /** This installation cannot work: missing parameters, wrong library. Nothing here will succeed until repaired. */
        CRITICAL
    }

    /** What happened. {@link #status()} is the number of the C boundary; zero there means success. */
    public enum Code {
        /** The request is malformed: wrong length, unknown proof type, unordered sectors. */
        INVALID_REQUEST(1, Level.PERMANENT),
        /** The library refused or failed with an error of its own. */
        LIBRARY(2, Level.TEMPORARY),
        /** The library panicked; its global state may be poisoned, so the engine process is restarted. */
        PANIC(3, Level.TEMPORARY),
        /** A file could not be read or written. */
        IO(4, Level.TEMPORARY),
        /** Proof parameters or verifying keys are missing or damaged. */
        PARAMETERS(5, Level.CRITICAL),
        /** The sector's files contradict the request (CommR or CommD differ). */
        INCONSISTENT_FILES(6, Level.ABORT),
        /** The native library is missing, or its version is not the one this code was made for. */
        WRONG_LIBRARY(100, Level.CRITICAL),
        /** The engine process ended in the middle of a call; the next call starts a new one. */
        ENGINE_LOST(101, Level.TEMPORARY),
        /** The engine process could not be started. */
        ENGINE_START(102, Level.CRITICAL);

        private final int status;
        private final Level level;

        Code(int status, Level level) {
            this.status = status;
            this.level = level;
        }

        public int status() {
            return status;
        }

        public Level level() {
            return level;
        }

        /** The code of a status from the C boundary; one we do not know is a wrong library. */
        public static Code ofStatus(int status) {
            for (Code code : values()) {
                if (code.status == status) {
                    return code;
                }
            }
            return WRONG_LIBRARY;
        }
    }
}
