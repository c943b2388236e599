/** The chain edge: answers chain.request from a Filecoin node and writes each chain head to every partition. */
@NullMarked
package io.sealstream.manager.edge.chain;

import org.jspecify.annotations.NullMarked;
