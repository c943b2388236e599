/** A miner as a whole: policy, numbers, nodes, clients, batches, calendar. */
@NullMarked
package io.sealstream.manager.domain.miner;

import org.jspecify.annotations.NullMarked;
