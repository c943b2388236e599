/** The node's pages for operators and for Prometheus. */
@NullMarked
package io.sealstream.node.edge.http;

import org.jspecify.annotations.NullMarked;
