/** The process: command line and wiring. */
@NullMarked
package io.sealstream.signer.app;

import org.jspecify.annotations.NullMarked;
