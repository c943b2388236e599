// Package gocheck looks at a running dev chain with the Go libraries of Filecoin and nothing of Sealstream's: what goes over the wire is read,
// written again to the same bytes and recomputed. It has no node's code either: headers and messages, the draw of randomness, signatures, the
// offset of a proving period and the price of gas are written anew here, and checked against golden vectors first.
//
// TestVectors needs no chain. The others need SEALSTREAM_CHAIN, the chain's WebSocket; ops/acceptance/bin/go-check sets it.
package gocheck
