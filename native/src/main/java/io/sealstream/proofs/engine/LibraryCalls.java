package io.sealstream.proofs.engine;

import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.ffi.ForeignLibrary;
import io.sealstream.proofs.ffi.ForeignLibraryException;
import java.nio.charset.StandardCharsets;

/** Calls the proofs library in this process. */
final class LibraryCalls implements ProofCalls {
    /** {@code ABI_VERSION} of {@code rust/proofs/src/lib.rs}. */
    private static final int ABI_VERSION = 2;

    private final ForeignLibrary library;

    private LibraryCalls(ForeignLibrary library) {
        this.library = library;
    }

    static LibraryCalls open() throws ProofException {
        try {
            return new LibraryCalls(ForeignLibrary.open("sealstream_proofs", "ss", ABI_VERSION));
        } catch (ForeignLibraryException e) {
            throw new ProofException(Code.WRONG_LIBRARY, String.valueOf(e.getMessage()), e);
        }
    }

    /** The library's answer as it is, for an engine process to pass on. */
    ForeignLibrary.Response forward(int operation, byte[] request) {
        return library.call(operation, request);
    }

    @Override
    public byte[] call(Operation operation, byte[] request) throws ProofException {
        ForeignLibrary.Response response = library.call(operation.number(), request);
        return accepted(response.status(), response.bytes());
    }

    /** The response of a call that succeeded; the failure of one that did not. */
    static byte[] accepted(int status, byte[] response) throws ProofException {
        if (status == 0) {
            return response;
        }
        throw new ProofException(Code.ofStatus(status), new String(response, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        // The library stays loaded with this process: its threads and loaded parameters cannot be unloaded safely.
    }
}
