package io.sealstream.proofs.ffi;

import com.sun.jna.Native;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Collectors;

/** The least class path a process needs to call the native libraries: this module and JNA. */
public final class Classpath {
    private Classpath() {}

    /** As the value of {@code java -cp}. */
    public static String ofNativeCalls() {
        return List.of(Classpath.class, Native.class).stream().map(Classpath::home).map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path home(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new ForeignLibraryException("The place of " + type.getName() + " cannot be found", e);
        }
    }
}
