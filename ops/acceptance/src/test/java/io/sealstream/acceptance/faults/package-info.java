/** Real faults on real processes, a few minutes of them in every build. */
@NullMarked
package io.sealstream.acceptance.faults;

import org.jspecify.annotations.NullMarked;
