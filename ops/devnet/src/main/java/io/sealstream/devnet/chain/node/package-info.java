/** The shell around the chain: the block thread, the journal on disk, the check of stored proofs. */
@NullMarked
package io.sealstream.devnet.chain.node;

import org.jspecify.annotations.NullMarked;
