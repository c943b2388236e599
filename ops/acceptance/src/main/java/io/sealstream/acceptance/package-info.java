/** Runs that break a real cluster on purpose and look at what it does. Nothing of this is in what a site installs. */
@NullMarked
package io.sealstream.acceptance;

import org.jspecify.annotations.NullMarked;
