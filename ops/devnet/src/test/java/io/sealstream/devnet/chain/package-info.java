/** Tests of the dev chain. */
@NullMarked
package io.sealstream.devnet.chain;

import org.jspecify.annotations.NullMarked;
