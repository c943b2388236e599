package io.sealstream.preflight.facts;

/**
 * A store of a node.
 *
 * @param trouble   why it cannot be used, with what to do; empty when it can
 * @param free      bytes that may still be written
 * @param total     size of its file system in bytes
 * @param writeRate bytes a second of a synced write; 0 when it was not measured
 * @param readRate  bytes a second of reading that back
 * @param direct    whether it was read past the cache of the kernel
 */
public record StoreFacts(String trouble, long free, long total, double writeRate, double readRate, boolean direct) {
    public static StoreFacts unusable(String trouble) {
        return new StoreFacts(trouble, 0, 0, 0, 0, false);
    }
}
