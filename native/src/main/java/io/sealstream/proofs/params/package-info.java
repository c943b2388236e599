/** Proof parameters: making those of the dev network, checking those of every network. */
@NullMarked
package io.sealstream.proofs.params;

import org.jspecify.annotations.NullMarked;
