/** Status for operators and metrics systems, and the local API of the command line. */
@NullMarked
package io.sealstream.signer.edge.http;

import org.jspecify.annotations.NullMarked;
