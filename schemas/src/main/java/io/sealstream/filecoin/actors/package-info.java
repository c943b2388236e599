/** Methods, parameters and returns of the miner and power actors, version 18: CBOR tuples under their Go names (chain.md 4.2, 4.3). */
@NullMarked
package io.sealstream.filecoin.actors;

import org.jspecify.annotations.NullMarked;
