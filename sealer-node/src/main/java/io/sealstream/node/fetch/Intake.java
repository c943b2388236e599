package io.sealstream.node.fetch;

import java.nio.file.Path;

/** Looks at a file that was fetched whole, and gives it its name when it is the right one. Called by several threads at a time. */
public interface Intake {
    /**
     * Verifies.
     *
     * @return whether it is right, and so stands under its name; a wrong one is left where it is
     * @throws FetchException when it cannot be read or renamed
     */
    boolean take(Path fetched, Wanted file) throws FetchException;
}
