/** Calls that go wrong on purpose. */
@NullMarked
package io.sealstream.devnet.chain.rpc.faults;

import org.jspecify.annotations.NullMarked;
