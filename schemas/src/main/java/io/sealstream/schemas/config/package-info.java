/** Strict reading of TOML configuration: every error names file, line and key. */
@NullMarked
package io.sealstream.schemas.config;

import org.jspecify.annotations.NullMarked;
