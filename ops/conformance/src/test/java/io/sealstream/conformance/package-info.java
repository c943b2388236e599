/**
 * One set of cases for clients and servers of a schema registry, played by ours and by those of others. A peer is a program behind a
 * launcher in {@code bin/}, so that no build of ours needs its libraries.
 */
@NullMarked
package io.sealstream.conformance;

import org.jspecify.annotations.NullMarked;
