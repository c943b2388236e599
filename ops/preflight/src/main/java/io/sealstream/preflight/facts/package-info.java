/** What preflight knows of a machine and its surroundings, as plain values. */
@NullMarked
package io.sealstream.preflight.facts;

import org.jspecify.annotations.NullMarked;
