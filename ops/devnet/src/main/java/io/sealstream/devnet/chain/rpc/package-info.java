/** The chain's JSON-RPC: the Lotus methods that a manager calls and the admin namespace. */
@NullMarked
package io.sealstream.devnet.chain.rpc;

import org.jspecify.annotations.NullMarked;
