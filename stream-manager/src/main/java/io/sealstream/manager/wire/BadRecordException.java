package io.sealstream.manager.wire;

/**
 * A record that decodes but means nothing: one of its fields holds no value of its kind, or it stands under a key or in a topic where it
 * does not belong. It will never be readable, so it belongs in {@code dead.letter}.
 */
public final class BadRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int EXCERPT = 80;

    private final String record;
    private final String field;

    BadRecordException(String record, String field, Object value, String why) {
        super(record + "." + field + " = " + excerpt(String.valueOf(value)) + ": " + why);
        this.record = record;
        this.field = field;
    }

    /** Name of the record, for example {@code SealResult}. */
    public String record() {
        return record;
    }

    /** Name of the field, or {@code key} or {@code topic}. */
    public String field() {
        return field;
    }

    private static String excerpt(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "… (" + text.length() + " characters)";
    }
}
