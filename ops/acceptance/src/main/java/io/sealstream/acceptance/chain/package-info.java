/** Kills the dev chain in the middle of its work and looks for what it had acknowledged. */
@NullMarked
package io.sealstream.acceptance.chain;

import org.jspecify.annotations.NullMarked;
