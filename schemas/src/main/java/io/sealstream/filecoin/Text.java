package io.sealstream.filecoin;

/** Small helpers for text in error messages. */
final class Text {
    private static final int EXCERPT = 80;

    private Text() {}

    /** The text, cut so that hostile input cannot fill a log. */
    static String excerpt(String text) {
        return text.length() <= EXCERPT
                ? "'" + text + "'"
                : "'" + text.substring(0, EXCERPT) + "…' (" + text.length() + " characters)";
    }
}
