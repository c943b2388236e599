/** JSON-RPC 2.0 over HTTP POST and WebSocket as Filecoin nodes speak it (go-jsonrpc): server and client on Vert.x. */
@NullMarked
package io.sealstream.rpc;

import org.jspecify.annotations.NullMarked;
