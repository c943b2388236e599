package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import java.util.Arrays;

/** What a sector is at the moment, in words of FIP-0112. */
public enum SectorStatus {
    /** Terminated, or never committed. */
    DEAD(0),
    /** Neither terminated nor faulty; it need not be proven yet. */
    ACTIVE(1),
    /** Live and faulty. */
    FAULTY(2);

    public static final Shape<SectorStatus> SHAPE = Shapes.map(Shapes.UNSIGNED, SectorStatus::of, SectorStatus::code);

    private final long code;

    SectorStatus(long code) {
        this.code = code;
    }

    /** The number on the wire. */
    public long code() {
        return code;
    }

    private static SectorStatus of(long code) {
        return Arrays.stream(values()).filter(each -> each.code() == code).findFirst()
                .orElseThrow(
                        () -> CodecException.of("no sector status has number " + Long.toUnsignedString(code) + ", only 0, 1, 2"));
    }
}
