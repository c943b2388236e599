/** Fixtures of the signer's tests. */
@NullMarked
package io.sealstream.signer;

import org.jspecify.annotations.NullMarked;
