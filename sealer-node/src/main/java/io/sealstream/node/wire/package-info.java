/** Avro records to domain values and back; Avro types stop here. */
@NullMarked
package io.sealstream.node.wire;

import org.jspecify.annotations.NullMarked;
