package io.sealstream.manager.domain;

/** Something a machine is asked to do. Every family of commands is a sealed interface below this one. */
public interface Command {
    /** Readable name for rejections and logs. */
    default String name() {
        return getClass().getSimpleName();
    }
}
