/**
 * Filecoin's own shapes and rules for network version 28 / actors version 18: addresses, CIDs, bitfields, messages, headers, randomness,
 * deadlines, commitments, gas and money. Pure values: no I/O, clock, logger or framework; JSON trees of Jackson live in the {@code json}
 * sub-package, actor parameters in {@code actors}.
 */
@NullMarked
package io.sealstream.filecoin;

import org.jspecify.annotations.NullMarked;
