/** Processes whose proofs are stand-ins, so that whole clusters can be broken in seconds. They serve networks named fake-proofs only. */
@NullMarked
package io.sealstream.acceptance.scripted;

import org.jspecify.annotations.NullMarked;
