/** A message lane: nonce, fill, sign, push, land, once and only once. */
@NullMarked
package io.sealstream.manager.domain.message;

import org.jspecify.annotations.NullMarked;
