/** Parts of the miner actor on their own, where no message leads yet. */
@NullMarked
package io.sealstream.devnet.chain.miner;

import org.jspecify.annotations.NullMarked;
