/** The two curves behind one port: BLS12-381 and secp256k1. */
@NullMarked
package io.sealstream.signer.crypto;

import org.jspecify.annotations.NullMarked;
