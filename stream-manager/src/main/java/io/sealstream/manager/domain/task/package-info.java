/** What nodes do: steps, tasks, their inputs and what a node is. */
@NullMarked
package io.sealstream.manager.domain.task;

import org.jspecify.annotations.NullMarked;
