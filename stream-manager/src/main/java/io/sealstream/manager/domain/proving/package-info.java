/** WindowPoSt of one partition of one deadline. */
@NullMarked
package io.sealstream.manager.domain.proving;

import org.jspecify.annotations.NullMarked;
