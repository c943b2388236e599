package io.sealstream.manager.domain.task;

import io.sealstream.filecoin.ActorId;
import org.jspecify.annotations.Nullable;

/** Desired state of a node: this task should be done. {@code sector} is null for a WindowPoSt and for an aggregate. */
public record NodeTask(TaskRef ref, ActorId miner, @Nullable Long sector, Work work) {}
