/** Avro records to domain values and back. */
@NullMarked
package io.sealstream.signer.wire;

import org.jspecify.annotations.NullMarked;
