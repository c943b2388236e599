package io.sealstream.filecoin;

/**
 * The one error of every decoder in this package: says where in the input and why it was refused. Bytes, text and JSON that are not a
 * value end here and nowhere else.
 */
public final class CodecException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String why;
    private final int offset;

    private CodecException(String path, int offset, String why) {
        super((path.isEmpty() ? "" : path + ": ") + why + (offset < 0 ? "" : " (at byte " + offset + ")"), null);
        this.path = path;
        this.offset = offset;
        this.why = why;
    }

    /** An error in text or JSON, where no byte offset exists. */
    public static CodecException of(String why) {
        return new CodecException("", -1, why);
    }

    /** An error at a byte offset of binary input. */
    public static CodecException at(int offset, String why) {
        return new CodecException("", offset, why);
    }

    /** The same error seen from the enclosing value: {@code part} (a field name or {@code [index]}) is put before the path. */
    public CodecException inside(String part) {
        String separator = path.isEmpty() || path.startsWith("[") ? "" : ".";
        return new CodecException(part + separator + path, offset, why);
    }

    /** Path of fields and indices from the outermost value, empty at the top, for example {@code Sectors[3].SealedCID}. */
    public String path() {
        return path;
    }

    /** Byte offset in the input, or -1 for text and JSON. */
    public int offset() {
        return offset;
    }

    /** The reason without the place. */
    public String why() {
        return why;
    }
}
