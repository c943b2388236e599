/** What a node answers when it is asked for gas limits, premiums and fee caps. */
@NullMarked
package io.sealstream.devnet.chain.rpc.gas;

import org.jspecify.annotations.NullMarked;
