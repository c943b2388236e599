/** Command line over the topics of a cluster. */
@NullMarked
package io.sealstream.schemas.cli;

import org.jspecify.annotations.NullMarked;
