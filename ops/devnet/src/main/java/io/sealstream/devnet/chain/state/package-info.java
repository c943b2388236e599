/** The state of the chain between two tipsets: actors, balances, miners, power. Pure. */
@NullMarked
package io.sealstream.devnet.chain.state;

import org.jspecify.annotations.NullMarked;
