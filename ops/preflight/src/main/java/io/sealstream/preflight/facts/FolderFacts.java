package io.sealstream.preflight.facts;

/**
 * A folder that a process keeps things in.
 *
 * @param exists      whether it is there
 * @param writable    whether this user may write in it, or, when it is not there, may make it
 * @param permissions as {@code rwx------}; empty when it is not there
 * @param free        bytes that may still be written
 */
public record FolderFacts(boolean exists, boolean writable, String permissions, long free) {}
