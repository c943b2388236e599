/** Steps of the distribution's build that Maven has no plugin for. */
@NullMarked
package io.sealstream.dist;

import org.jspecify.annotations.NullMarked;
