package io.sealstream.acceptance;

import io.sealstream.node.app.Seams;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The fault that a launcher's environment names: {@code SEALSTREAM_FAULT}, and {@code SEALSTREAM_FAULT_SECTOR} where it is about one sector. */
public final class ChosenFault {
    private static final String FAULT = "SEALSTREAM_FAULT";
    private static final String SECTOR = "SEALSTREAM_FAULT_SECTOR";
    private static final String NUMBER = "[0-9]{1,18}";

    private ChosenFault() {}

    /**
     * The seams that make it; empty when none is named.
     *
     * @throws IllegalArgumentException with a sentence, for names and numbers that are none
     */
    public static Optional<Seams> seams(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(FAULT)).map(name -> fault(name).seams(() -> sector(environment)));
    }

    private static Fault fault(String name) {
        return Arrays.stream(Fault.values()).filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        FAULT + " is " + name + "; set it to one of " + Arrays.toString(Fault.values())));
    }

    private static long sector(Map<String, String> environment) {
        String text = environment.getOrDefault(SECTOR, "");
        if (!text.matches(NUMBER)) {
            throw new IllegalArgumentException(SECTOR + " is \"" + text + "\"; set it to the number of the sector, such as 5");
        }
        return Long.parseLong(text);
    }
}
