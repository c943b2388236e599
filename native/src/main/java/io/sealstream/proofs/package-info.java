/**
 * The Filecoin proofs as a port.
 *
 * <p>{@link io.sealstream.proofs.ProofEngine} is what callers code against: every call takes values and file names and
 * returns values, so an engine can be this process or a child process: {@code io.sealstream.proofs.engine.ProofEngines}
 * makes both. The native library behind it is {@code native/rust}.
 */
@NullMarked
package io.sealstream.proofs;

import org.jspecify.annotations.NullMarked;
