package io.sealstream.proofs.ffi;

/** The native library is missing for this platform, cannot be loaded, or is another version than this code expects. */
public final class ForeignLibraryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForeignLibraryException(String message) {
        super(message);
    }

    ForeignLibraryException(String message, Throwable cause) {
        super(message, cause);
    }
}
