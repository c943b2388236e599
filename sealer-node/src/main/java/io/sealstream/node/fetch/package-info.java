/** Fetches parameter files over HTTP: in parallel, resumable, and nothing gets its name that was not verified. */
@NullMarked
package io.sealstream.node.fetch;

import org.jspecify.annotations.NullMarked;
