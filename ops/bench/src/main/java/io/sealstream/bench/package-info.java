/** Measures the real processes of a cluster on this machine, as a client sees them. Nothing of this is in what a site installs. */
@NullMarked
package io.sealstream.bench;

import org.jspecify.annotations.NullMarked;
