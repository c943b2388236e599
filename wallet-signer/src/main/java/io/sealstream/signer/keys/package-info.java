/** Private keys: encrypted at rest in the format of venus-wallet, off the heap while in use, wiped by lock. */
@NullMarked
package io.sealstream.signer.keys;

import org.jspecify.annotations.NullMarked;
