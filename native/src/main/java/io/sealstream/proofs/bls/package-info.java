/** BLS signatures of Filecoin, from a library that holds nothing else. */
@NullMarked
package io.sealstream.proofs.bls;

import org.jspecify.annotations.NullMarked;
