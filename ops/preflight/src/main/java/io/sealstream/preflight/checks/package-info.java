/** Judges facts. Pure, so that a test can break each line. */
@NullMarked
package io.sealstream.preflight.checks;

import org.jspecify.annotations.NullMarked;
