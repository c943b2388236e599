/** Answers one request: decision, signature, durable record, in this order. */
@NullMarked
package io.sealstream.signer.signing;

import org.jspecify.annotations.NullMarked;
