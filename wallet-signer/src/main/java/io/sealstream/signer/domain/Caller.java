package io.sealstream.signer.domain;

/**
 * Who asks for a signature: a way in and, where the way tells callers apart, the name it knows them by.
 *
 * @param way  the way in
 * @param name of the caller there, for example of its token; empty where the way has one caller only
 */
public record Caller(Way way, String name) {
    /** The message lanes of the cluster: whoever may write {@code sign.request}. */
    public static final Caller KAFKA = new Caller(Way.KAFKA, "");

    /** Whoever knows the password and uses the command line. */
    public static final Caller CLI = new Caller(Way.CLI, "");

    /** Ways in, with their names in a policy and in the record. */
    public enum Way {
        KAFKA("kafka"), CLI("cli"), RPC("rpc"), GATEWAY("gateway");

        private final String label;

        Way(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** {@code kafka}, {@code rpc:miner-token}. */
    public String text() {
        return name.isEmpty() ? way.label : way.label + ":" + name;
    }

    /**
     * Reads {@link #text}.
     *
     * @throws IllegalArgumentException naming the text that is no caller
     */
    public static Caller parse(String text) {
        int colon = text.indexOf(':');
        String label = colon < 0 ? text : text.substring(0, colon);
        for (Way way : Way.values()) {
            if (way.label.equals(label)) {
                return new Caller(way, colon < 0 ? "" : text.substring(colon + 1));
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no caller; write kafka, cli, rpc or gateway, or one caller of them as rpc:NAME");
    }

    /** True where {@code wanted} is this caller, or the whole way that it came by. */
    boolean isWithin(Caller wanted) {
        return equals(wanted) || (wanted.name.isEmpty() && way == wanted.way);
    }
}
