/** What the signer may sign: pure functions over values, no key, clock, file or topic. */
@NullMarked
package io.sealstream.signer.domain;

import org.jspecify.annotations.NullMarked;
