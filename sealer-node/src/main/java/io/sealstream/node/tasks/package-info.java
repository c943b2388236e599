/**
 * Runs tasks: one class for each step, stages on named thread pools, engines behind the port
 * {@link io.sealstream.proofs.ProofEngine}. Nothing is decided here beyond what a task says.
 */
@NullMarked
package io.sealstream.node.tasks;

import org.jspecify.annotations.NullMarked;
