package io.sealstream.preflight.facts;

/**
 * A limit of the kernel.
 *
 * @param value its hard value; {@link Long#MAX_VALUE} where there is none
 */
public record Limit(long value) {
    public static final Limit NONE = new Limit(Long.MAX_VALUE);

    @Override
    public String toString() {
        return value == Long.MAX_VALUE ? "unlimited" : Long.toString(value);
    }
}
