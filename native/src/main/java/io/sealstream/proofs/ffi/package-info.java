/** The two native libraries behind one call shape. The only place that knows JNA; nothing of it leaves this package. */
@NullMarked
package io.sealstream.proofs.ffi;

import org.jspecify.annotations.NullMarked;
