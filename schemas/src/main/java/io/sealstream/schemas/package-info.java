/** Avro records, topics and serdes: every shape that crosses a process boundary. */
@NullMarked
package io.sealstream.schemas;

import org.jspecify.annotations.NullMarked;
