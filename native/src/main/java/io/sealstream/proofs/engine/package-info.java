/** Engines: the proofs library in this process, or in a child process of its own. */
@NullMarked
package io.sealstream.proofs.engine;

import org.jspecify.annotations.NullMarked;
