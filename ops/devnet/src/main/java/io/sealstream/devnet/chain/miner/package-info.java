/** The miner actor: state, methods, deadlines, partitions (builtin-actors {@code actors/miner}, version 18). Pure. */
@NullMarked
package io.sealstream.devnet.chain.miner;

import org.jspecify.annotations.NullMarked;
