/** What messages cost, counted from the chain itself: the same chain gives the same numbers after any restart. */
@NullMarked
package io.sealstream.devnet.chain.metrics;

import org.jspecify.annotations.NullMarked;
