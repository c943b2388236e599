/** Between Avro records and the domain, total both ways; and the bytes of states. */
@NullMarked
package io.sealstream.manager.wire;

import org.jspecify.annotations.NullMarked;
