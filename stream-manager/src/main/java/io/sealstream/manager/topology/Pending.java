package io.sealstream.manager.topology;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Command;
import io.sealstream.manager.domain.Target;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A command that waits its turn inside one transaction.
 *
 * @param record     the record it came as; null for wakes and commands of neighbours
 * @param wokenAfter for a wake: epoch at which its timer was set
 */
record Pending(Target target, Command command, @Nullable SpecificRecord record, @Nullable ChainEpoch wokenAfter) {}
