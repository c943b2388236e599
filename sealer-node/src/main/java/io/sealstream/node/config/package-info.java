/** The node's configuration file. */
@NullMarked
package io.sealstream.node.config;

import org.jspecify.annotations.NullMarked;
