/** What the configurations of processes ask of a machine. */
@NullMarked
package io.sealstream.preflight.plan;

import org.jspecify.annotations.NullMarked;
