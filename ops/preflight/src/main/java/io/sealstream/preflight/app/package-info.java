/** The program. */
@NullMarked
package io.sealstream.preflight.app;

import org.jspecify.annotations.NullMarked;
