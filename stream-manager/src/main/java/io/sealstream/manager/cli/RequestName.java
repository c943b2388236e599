package io.sealstream.manager.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a request, so that a repeat is known as one. */
final class RequestName {
    @Option(names = "--exid", paramLabel = "NAME",
            description = "Name of this request: a repeat with the same name is the same request.")
    private @Nullable String exid;

    /** Null where the request has none and is a new one each time. */
    @Nullable
    String given() {
        return exid;
    }
}
