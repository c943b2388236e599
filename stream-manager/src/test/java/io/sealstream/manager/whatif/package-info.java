@NullMarked
package io.sealstream.manager.whatif;

import org.jspecify.annotations.NullMarked;
