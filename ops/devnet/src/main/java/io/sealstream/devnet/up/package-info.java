/** The devnet on one machine: starts every process, takes the first steps, watches and reports. */
@NullMarked
package io.sealstream.devnet.up;

import org.jspecify.annotations.NullMarked;
