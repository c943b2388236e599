/** A whole cluster of real processes with scripted proofs, the faults that are done to it, and the witness of what must hold afterwards. */
@NullMarked
package io.sealstream.acceptance.faults;

import org.jspecify.annotations.NullMarked;
