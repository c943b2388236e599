/** What every process needs around its work: backing off, ordered shutdown, a word about its health. */
@NullMarked
package io.sealstream.schemas.runtime;

import org.jspecify.annotations.NullMarked;
