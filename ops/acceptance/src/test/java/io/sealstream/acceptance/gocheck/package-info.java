/** The check by another implementation. */
@NullMarked
package io.sealstream.acceptance.gocheck;

import org.jspecify.annotations.NullMarked;
