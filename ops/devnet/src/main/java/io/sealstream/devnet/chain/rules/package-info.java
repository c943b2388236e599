/** What every rule of the dev chain needs: refusals, power, and the ports to randomness and proofs. */
@NullMarked
package io.sealstream.devnet.chain.rules;

import org.jspecify.annotations.NullMarked;
