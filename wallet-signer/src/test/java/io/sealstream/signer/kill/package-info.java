/** The signer as a process that is killed. */
@NullMarked
package io.sealstream.signer.kill;

import org.jspecify.annotations.NullMarked;
