/** Finds the facts out: files of the kernel, disks, Kafka, registry, chain nodes. */
@NullMarked
package io.sealstream.preflight.probe;

import org.jspecify.annotations.NullMarked;
