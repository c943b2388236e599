package io.sealstream.proofs.ffi;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.File;
import java.io.IOException;

/**
 * A native library of ours: three functions {@code <prefix>_abi_version}, {@code <prefix>_call} and {@code <prefix>_free},
 * as {@code native/rust/README.md} defines them.
 *
 * <p>Request bytes are copied into native memory, which is overwritten after the call; the response is copied out and given
 * back to the library, which frees it. No pointer survives a call, so calls may come from any thread at any time.
 */
public final class ForeignLibrary {
    private static final String RESOURCES = "/io/sealstream/proofs/";

    private final Function call;
    private final Function free;

    private ForeignLibrary(Function call, Function free) {
        this.call = call;
        this.free = free;
    }

    /**
     * What a call yields.
     *
     * @param status 0 for success, else the number of a failure
     * @param bytes the response, or the failure's text in UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    public record Response(int status, byte[] bytes) {}

    /**
     * Loads a library that the jar carries for this platform.
     *
     * @param name file name without prefix and suffix
     * @param prefix what its functions' names begin with
     * @param abiVersion the version this code was written for
     * @throws ForeignLibraryException if there is none for this platform, or its version differs
     */
    public static ForeignLibrary open(String name, String prefix, int abiVersion) {
        NativeLibrary library = load(name);
        int found = library.getFunction(prefix + "_abi_version").invokeInt(new Object[0]);
        if (found != abiVersion) {
            throw new ForeignLibraryException("Library " + name + " has ABI version " + found + ", this build needs "
                    + abiVersion + ": rebuild module native, so that Java and Rust come from one source");
        }
        return new ForeignLibrary(library.getFunction(prefix + "_call"), library.getFunction(prefix + "_free"));
    }

    private static NativeLibrary load(String name) {
        String resource = RESOURCES + Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName(name);
        try {
            File file = Native.extractFromResourcePath(resource, ForeignLibrary.class.getClassLoader());
            return NativeLibrary.getInstance(file.getAbsolutePath());
        } catch (IOException e) {
            throw new ForeignLibraryException("There is no library " + name + " for platform " + Platform.RESOURCE_PREFIX
                    + " in this build: build module native on this platform", e);
        } catch (UnsatisfiedLinkError e) {
            throw new ForeignLibraryException("Library " + name + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** Runs one operation. */
    public Response call(int operation, byte[] request) {
        PointerByReference out = new PointerByReference();
        LongByReference length = new LongByReference();
        int status = invoke(operation, request, out, length);
        Pointer response = out.getValue();
        try {
            return new Response(status, response.getByteArray(0, Math.toIntExact(length.getValue())));
        } finally {
            free.invokeVoid(new Object[]{ response, length.getValue()});
        }
    }

    private int invoke(int operation, byte[] request, PointerByReference out, LongByReference length) {
        try (Memory memory = new Memory(Math.max(1, request.length))) {
            memory.write(0, request, 0, request.length);
            try {
                return call.invokeInt(new Object[]{ operation, memory, (long) request.length, out, length});
            } finally {
                memory.clear();
            }
        }
    }
}
