/** The JSON-RPC API of a wallet, as venus-wallet has it (chain.md 1.5). */
@NullMarked
package io.sealstream.signer.edge.rpc;

import org.jspecify.annotations.NullMarked;
