/** The configuration file as validated values. */
@NullMarked
package io.sealstream.signer.config;

import org.jspecify.annotations.NullMarked;
