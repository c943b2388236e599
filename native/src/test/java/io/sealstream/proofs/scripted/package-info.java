/** An engine that follows a script, for the tests of whoever uses engines. */
@NullMarked
package io.sealstream.proofs.scripted;

import org.jspecify.annotations.NullMarked;
