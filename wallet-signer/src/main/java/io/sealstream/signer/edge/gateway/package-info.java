/** The wallet's side of gateways: it registers, proves its keys and answers their requests (chain.md 1.7). */
@NullMarked
package io.sealstream.signer.edge.gateway;

import org.jspecify.annotations.NullMarked;
