package io.sealstream.signer.config;

import io.sealstream.signer.domain.CallSet;
import io.sealstream.signer.domain.SigningPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The policy in force, and how it is read anew. Safe for many threads. */
public final class PolicyBook implements Supplier<SigningPolicy> {
    private final Settings settings;
    private volatile SigningPolicy current;

    /**
     * Where the policy stands.
     *
     * @param file    with rules, or null where there are none
     * @param allowed calls beyond sealing and proving for keys without rules
     * @param compat  whether keys without rules sign every message
     */
    public record Settings(@Nullable Path file, CallSet allowed, boolean compat) {
        /** Reads the policy as it stands now. */
        public SigningPolicy read() {
            return file == null
                    ? new SigningPolicy(List.of(), allowed, compat, SigningPolicy.RawGrants.NONE)
                    : PolicyFile.read(file, allowed, compat);
        }
    }

    private PolicyBook(Settings settings) {
        this.settings = settings;
        this.current = settings.read();
    }

    public static PolicyBook open(Settings settings) {
        return new PolicyBook(settings);
    }

    @Override
    public SigningPolicy get() {
        return current;
    }

    /** Reads the file again. A file that does not read well is refused, and the policy stays as it was. */
    public SigningPolicy reload() {
        current = settings.read();
        return current;
    }
}
