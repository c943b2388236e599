/** The command line of the manager: a client of its JSON-RPC edge and of the chain node. */
@NullMarked
package io.sealstream.manager.cli;

import org.jspecify.annotations.NullMarked;
