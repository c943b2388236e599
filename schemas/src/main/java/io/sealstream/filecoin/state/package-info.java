/**
 * Chain state as a node's RPC answers it (chain.md 3.4). Their JSON, by {@link io.sealstream.filecoin.json.FilecoinJson}, is the form that
 * counts; their CBOR is not the chain's state layout.
 */
@NullMarked
package io.sealstream.filecoin.state;

import org.jspecify.annotations.NullMarked;
