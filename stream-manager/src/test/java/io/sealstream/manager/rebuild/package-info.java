@NullMarked
package io.sealstream.manager.rebuild;

import org.jspecify.annotations.NullMarked;
