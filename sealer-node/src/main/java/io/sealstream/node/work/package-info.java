/** The node's core: one thread that owns the task book and ties topic, journal, runner and results together. */
@NullMarked
package io.sealstream.node.work;

import org.jspecify.annotations.NullMarked;
