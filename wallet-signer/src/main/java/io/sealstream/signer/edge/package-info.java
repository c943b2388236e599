/** What the ways in share. */
@NullMarked
package io.sealstream.signer.edge;

import org.jspecify.annotations.NullMarked;
