@NullMarked
package io.sealstream.manager.replay;

import org.jspecify.annotations.NullMarked;
