/** How a miner is run, what the network demands, and when things are tried again. */
@NullMarked
package io.sealstream.manager.domain.policy;

import org.jspecify.annotations.NullMarked;
