/** Tipsets and what hangs on them: headers, randomness, base fee, message pool, pace. No threads, clocks or files. */
@NullMarked
package io.sealstream.devnet.chain.blocks;

import org.jspecify.annotations.NullMarked;
